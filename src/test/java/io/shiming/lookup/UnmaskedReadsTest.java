package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.UsedWindows;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many people a person may see in full, whichever client is used, and that a reviewer sees what is in review. */
@QuarkusTest
@Tag("P-13.3")
@DisplayName("P5: fields in full")
@Tag("case-C5")
class UnmaskedReadsTest {
    /** As many as {@code %test} allows. */
    private static final int LIMIT = 100_000;

    private static final int HOUR = 3600;

    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    private RequestForm form;
    private String registration;

    @BeforeEach
    void aSubscriberWithAPhoto() {
        form = RegistrationForms.mobile().with("livePhoto", EvidenceForms.photo(callers.clerk()));
        registration = callers.clerk().sign(form).mustBe(201).registration();
    }

    @Test
    void aFreshClientOpensNoFreshQuota() {
        // Given
        var auditor = staff.like("auditor-1");
        UsedWindows.up(superuser, "full:" + auditor.id(), HOUR, LIMIT - 10);
        var question = RegistrationForms.audit(form).with("fields", List.of("name"));
        // When
        var answers = InParallel.run(40, n -> new ApiCaller(auditorOf(auditor, "client-" + n)).lookUp(question));
        // Then
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(10);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> answer.mustRefuse(429, "QUOTA_EXCEEDED"));
        assertThat(UsedWindows.alarms(superuser, auditor.id())).containsExactly("UNMASKED_READS");
        auditor.caller().lookUp(RegistrationForms.audit(form)).mustBe(200); // masked is another matter
    }

    @Test
    void imagesCountAsFieldsInFull() {
        var auditor = staff.like("auditor-1");
        UsedWindows.up(superuser, "full:" + auditor.id(), HOUR, LIMIT - 1);
        auditor.caller()
                .post("/v1/lookups/images", image("COMPLIANCE_AUDIT").json())
                .mustBe(200);
        auditor.caller()
                .post("/v1/lookups/images", image("COMPLIANCE_AUDIT").json())
                .mustRefuse(429, "QUOTA_EXCEEDED");
        assertThat(UsedWindows.alarms(superuser, auditor.id())).containsExactly("UNMASKED_READS");
    }

    @Test
    void reviewerSeesApplicationsInReviewOnly() {
        // Given
        var waiting = RegistrationForms.mobile()
                .with("livePhoto", EvidenceForms.photo(callers.clerk()))
                .with("match.by", "face")
                .with("match.result", "manual");
        var inReview = callers.clerk().sign(waiting).mustBe(202).registration();
        var reviewer = staff.like("reviewer-1");
        // When, Then
        var seen = reviewer.caller().lookUp(review(inReview)).mustBe(200);
        assertThat(seen.text("/subscriber/name")).isEqualTo(waiting.text("subscriber.name"));
        reviewer.caller().lookUp(review(registration)).mustRefuse(404, "NOT_FOUND");
        reviewer.caller().lookUp(review(registration).without("fields")).mustRefuse(404, "NOT_FOUND");
        reviewer.caller()
                .post("/v1/lookups/images", image("REGISTRATION").json())
                .mustRefuse(404, "NOT_FOUND");
        assertThat(UsedWindows.alarms(superuser, reviewer.id())).containsExactly("OUTSIDE_REVIEW");
    }

    private static RequestForm review(String registration) {
        return RequestForm.empty()
                .with("registrationId", registration)
                .with("purpose", "REGISTRATION")
                .with("legalBasis", "LEGAL_DUTY")
                .with("fields", List.of("name"));
    }

    private RequestForm image(String purpose) {
        return RequestForm.empty()
                .with("registrationId", registration)
                .with("kind", "photo")
                .with("purpose", purpose)
                .with("legalBasis", "LEGAL_DUTY");
    }

    private String auditorOf(DealerStaff.Member auditor, String client) {
        return callers.draft("auditor-1")
                .with("sub", auditor.id())
                .with("client_id", client)
                .mint();
    }
}

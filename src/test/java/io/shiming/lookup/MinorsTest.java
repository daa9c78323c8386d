package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.DealerStaff;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.SyntheticNumbers;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Staff read a minor's data when a manager has agreed, and there is a record. */
@QuarkusTest
@Tag("MN-34")
@Tag("MN-35")
@Tag("MN-36")
@Tag("MN-37")
@DisplayName("minors' data")
class MinorsTest {
    private static int sequence = 100;

    @Inject
    ApiCallers callers;

    @Inject
    DealerStaff staff;

    @Inject
    Superuser superuser;

    private RequestForm minor;

    @BeforeEach
    void someoneOfSeventeen() {
        minor = aged(17);
    }

    @Test
    void clerkNeedsAManagersApprovalForAMinor() {
        // Given
        var clerk = staff.clerkOf("S-9201").caller();
        // When
        var waiting = clerk.lookUp(DealerStaff.service(minor)).mustBe(202);
        var again = clerk.lookUp(DealerStaff.service(minor)).mustBe(202);
        // Then
        waiting.mustNotTell(minor.personal());
        assertThat(waiting.text("/status")).isEqualTo("PENDING_APPROVAL");
        assertThat(again.text("/approvalId")).isEqualTo(waiting.text("/approvalId"));
        approve(callers.named("manager-1"), waiting).mustBe(200);
        assertThat(clerk.lookUp(DealerStaff.service(minor)).mustBe(200).text("/status"))
                .isEqualTo("ACTIVE");
        staff.clerkOf("S-9201").caller().lookUp(DealerStaff.service(minor)).mustBe(202);
    }

    @Test
    void approvalForAMinorHoldsForADay() {
        var clerk = staff.clerkOf("S-9202").caller();
        var waiting = clerk.lookUp(DealerStaff.service(minor)).mustBe(202);
        approve(callers.named("manager-1"), waiting).mustBe(200);
        superuser.run("UPDATE registry.minor_access SET asked_at = asked_at - interval '24 hours',"
                + " approved_at = approved_at - interval '24 hours' WHERE access_id = '"
                + waiting.text("/approvalId") + "'");
        clerk.lookUp(DealerStaff.service(minor)).mustBe(202);
    }

    @Test
    void requesterCannotApproveTheOwnRequest() {
        var clerk = staff.clerkOf("S-9203");
        var waiting = clerk.caller().lookUp(DealerStaff.service(minor)).mustBe(202);
        approve(clerk.caller(), waiting).mustRefuse(403, "PERMISSION_DENIED");
        approve(staff.like("manager-1", clerk.id()).caller(), waiting).mustRefuse(403, "SECOND_PERSON_REQUIRED");
        approve(callers.named("manager-1-ridge"), waiting).mustRefuse(403, "SECOND_PERSON_REQUIRED");
        approve(callers.named("manager-1"), waiting).mustBe(200);
        approve(callers.named("manager-1"), waiting).mustRefuse(403, "SECOND_PERSON_REQUIRED");
    }

    @Test
    void approvalIsRecordedOncePerKey() {
        var clerk = staff.clerkOf("S-9207");
        var waiting = clerk.caller().lookUp(DealerStaff.service(minor)).mustBe(202);
        var manager = callers.named("manager-1").keyed();
        var path = "/v1/minor-accesses/" + waiting.text("/approvalId") + "/approval";
        var given = manager.put(path, RequestForm.empty().json()).mustBe(200);
        assertThat(manager.put(path, RequestForm.empty().json()).appearance()).isEqualTo(given.appearance());
    }

    @Test
    void requestAndApprovalAreEntriesAboutThePerson() {
        var clerk = staff.clerkOf("S-9204");
        var waiting = clerk.caller().lookUp(DealerStaff.service(minor)).mustBe(202);
        approve(callers.named("manager-1"), waiting).mustBe(200);
        assertThat(superuser.texts(
                        "SELECT e.act FROM audit.entry e"
                                + " JOIN registry.minor_access m USING (person_id) WHERE m.access_id = ?::uuid ORDER BY e.at",
                        waiting.text("/approvalId")))
                .containsExactly(
                        "REGISTRATION_SIGNED", "SUBJECT_LOOKED_UP", "MINOR_ACCESS_ASKED", "MINOR_ACCESS_APPROVED");
    }

    @Test
    void matchOfAMinorNeedsApprovalToo() {
        var clerk = staff.clerkOf("S-9205").caller();
        clerk.post(
                        "/v1/match",
                        DealerStaff.service(minor).with("attributes.name", "x").json())
                .mustBe(202);
    }

    @Test
    void lookupOfAnAdultNeedsNoApproval() {
        staff.clerkOf("S-9206").caller().lookUp(DealerStaff.service(aged(19))).mustBe(200);
    }

    private RequestForm aged(int years) {
        var born = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusYears(years).minusDays(9);
        var form = RegistrationForms.internet()
                .with("subscriber.document.number", SyntheticNumbers.residentCard(440_000, born, sequence++));
        callers.clerk().sign(form).mustBe(201);
        return form;
    }

    private static ApiReply approve(ApiCaller caller, ApiReply waiting) {
        return caller.keyed()
                .send(
                        "PUT",
                        "/v1/minor-accesses/" + waiting.text("/approvalId") + "/approval",
                        "application/json",
                        new byte[0]);
    }
}

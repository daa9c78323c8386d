package io.shiming.problem.http;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A blank text is no number, no truth, no word of a list and no day; it is never taken for nothing. */
@QuarkusTest
@Tag("case-A3")
class StrictValuesTest {
    private static final List<String> BLANK = List.of("", " ", "\t", "\u3000");

    @Inject
    ApiCallers callers;

    @ParameterizedTest
    @ValueSource(strings = {"match.score", "notice.separateConsent", "notice.riskNoticeAcknowledged"})
    void aBlankInASigningIsRefused(String field) {
        for (var blank : BLANK) {
            callers.clerk().sign(RegistrationForms.mobile().with(field, blank)).mustRefuse(400, "INVALID_ARGUMENT");
        }
    }

    @Test
    void aBlankInASearchIsRefused() {
        for (var blank : BLANK) {
            callers.auditor()
                    .post(
                            "/v1/audit/search",
                            RequestForm.empty().with("limit", blank).json())
                    .mustRefuse(400, "INVALID_ARGUMENT");
        }
    }

    @Test
    void aBlankDayNumberOrWordIsRefused() {
        var hold = RequestForm.empty()
                .with("registrationId", UUID.randomUUID().toString())
                .with("caseRef", "CASE-1")
                .with("status", "HELD");
        for (var blank : BLANK) {
            for (var field : List.of("endedBefore", "mostPeople")) {
                callers.named("officer-1")
                        .keyed()
                        .put(
                                "/v1/purges/" + UUID.randomUUID(),
                                RequestForm.empty().with(field, blank).json())
                        .mustRefuse(400, "INVALID_ARGUMENT");
            }
            for (var field : List.of("registrationId", "status")) {
                callers.named("officer-1")
                        .keyed()
                        .put("/v1/legal-holds", hold.with(field, blank).json())
                        .mustRefuse(400, "INVALID_ARGUMENT");
            }
            for (var field : List.of("signedFrom", "minors", "fields")) {
                callers.named("officer-1")
                        .keyed()
                        .put(
                                "/v1/exports/" + UUID.randomUUID(),
                                RequestForm.empty().with(field, blank).json())
                        .mustRefuse(400, "INVALID_ARGUMENT");
            }
        }
    }
}

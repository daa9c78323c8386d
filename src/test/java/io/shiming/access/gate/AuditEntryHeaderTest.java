package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers have the header Audit-Entry, and that it quotes the receipt of the body where that has one. */
@QuarkusTest
class AuditEntryHeaderTest {
    @Inject
    ApiCallers callers;

    @ParameterizedTest
    @CsvSource({
        "officer-1, /v1/alarms",
        "officer-1, /v1/lost-registrations",
        "officer-1, /v1/referrals",
        "reviewer-1, /v1/reviews"
    })
    void quotesTheReceiptOfTheBody(String user, String path) {
        var answer = callers.named(user).get(path).mustBe(200);
        assertThat(answer.headers())
                .contains("Audit-Entry=" + answer.text("/receipt/entryId") + " " + answer.text("/receipt/leafHash"));
    }

    @Test
    void isOnAPageThatHasNoReceipt() {
        var answer = callers.provisioning().get("/v1/legacy-registrations").mustBe(200);
        assertThat(answer.json().has("receipt")).isFalse();
        assertThat(answer.auditEntry()).hasSize(36);
    }

    @Test
    void isOnTheRefusalOfAKnownCallerOnly() {
        assertThat(callers.clerk()
                        .get("/v1/alarms")
                        .mustRefuse(403, "PERMISSION_DENIED")
                        .auditEntry())
                .hasSize(36);
        assertThat(ApiCaller.anonymous()
                        .get("/v1/alarms")
                        .mustRefuse(401, "UNAUTHENTICATED")
                        .headers())
                .doesNotContain("Audit-Entry");
    }

    @Test
    void isNotOnTheAnswersThatQuoteTheReceiptInTheBodyAlone() {
        var keys = callers.named("custodian-1").get("/v1/keys").mustBe(200);
        assertThat(keys.text("/receipt/entryId")).hasSize(36);
        assertThat(keys.headers()).doesNotContain("Audit-Entry");
        var line = callers.provisioning()
                .post("/v1/lines/status", "{\"type\":\"mobile\",\"number\":\"13800000000\"}")
                .mustBe(200);
        assertThat(line.text("/receipt/entryId")).hasSize(36);
        assertThat(line.headers()).doesNotContain("Audit-Entry");
    }

    @Test
    void isNotOnWhatIsPublic() {
        assertThat(ApiCaller.anonymous().get("/audit/v1/key").mustBe(200).headers())
                .doesNotContain("Audit-Entry");
    }
}

package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a key custodian can do, and sees of it. */
@QuarkusTest
class CustodianTest {
    /** A rotation renews what all tests before this one have written. */
    private static final Duration WHOLE_REGISTER = Duration.ofMinutes(1);

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Test
    void anOperatorKeyIsReplacedAndTheListSaysSo() {
        // Given
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        // When
        var ordered = order("operator").mustBe(202);
        int version = ordered.json().at("/rotation/version").asInt();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> key("operator", version - 1).path("dependents").asLong() == 0);
        assertThat(key("operator", version - 1).path("state").asText()).isEqualTo("live"); // for its last minute
        superuser.run("UPDATE keyring.operator_key SET created_at = created_at - interval '2 minutes'");
        await().atMost(WHOLE_REGISTER).until(() -> ended(ordered));
        // Then
        assertThat(key("operator", version - 1).path("state").asText()).isEqualTo("retired");
        assertThat(key("operator", version).path("dependents").asLong()).isPositive();
        await().until(() -> key("operator", version).path("made").asLong() > 0); // counted each second
        callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
        assertThat(superuser.texts(
                        "SELECT act || role || (convert_from(bytes, 'UTF8')::jsonb ->> 'fields') FROM audit.entry"
                                + " WHERE entry_id = ?::uuid",
                        ordered.text("/receipt/entryId")))
                .containsExactly("KEY_ROTATEDkey_custodian[\"operator\"]");
    }

    @Test
    void theRootKeysWrappingsAreRenewed() {
        var before = wrappings();
        var ordered = order("root").mustBe(202);
        await().atMost(WHOLE_REGISTER).until(() -> ended(ordered));
        assertThat(wrappings()).isNotEqualTo(before);
        callers.clerk().sign(RegistrationForms.mobile()).mustBe(201);
    }

    /** At the second operator, whose rows no test damages: a damaged row keeps the old key. */
    @Test
    void anOrderThatIsBeingWorkedOnIsNotMadeTwice() {
        // Given: an index key that has to wait a minute, and a person who is found by the key before it
        callers.named("clerk-1-ridge").sign(RegistrationForms.mobile()).mustBe(201);
        var first = order("custodian-1-ridge", "number").mustBe(202);
        // When
        var again = order("custodian-1-ridge", "number").mustBe(202);
        // Then
        assertThat(again.json().at("/rotation/id")).isEqualTo(first.json().at("/rotation/id"));
        int version = first.json().at("/rotation/version").asInt();
        await().until(() -> numberKeys(version, "arriving") == 1);
        assertThat(ofRidge("number", version).path("dependents").asLong(-1)).isZero();
        assertThat(ofRidge("number", version - 1).path("dependents").asLong()).isPositive();
        superuser.run("UPDATE keyring.index_key SET created_at = created_at - interval '2 minutes'");
        await().until(() -> numberKeys(version, "live") == 1);
        superuser.run("UPDATE keyring.index_key SET changed_at = changed_at - interval '2 minutes'");
        await().atMost(WHOLE_REGISTER).until(() -> ended("custodian-1-ridge", first));
        assertThat(ofRidge("number", version).path("dependents").asLong()).isPositive();
        assertThat(ofRidge("number", version - 1).path("dependents").asLong(-1)).isZero();
    }

    @Test
    void usesAreCountedWithoutAWriteOfTheirOwn() {
        // Given
        long before = key("operator", newest()).path("made").asLong();
        // When
        for (int i = 0; i < 5; i++) {
            callers.clerk().sign(RegistrationForms.mobile()).mustBe(201);
        }
        // Then
        await().until(() -> key("operator", newest()).path("made").asLong() >= before + 5);
    }

    @Test
    void anUnknownKindIsRefused() {
        order("everything").mustRefuse(400, "INVALID_ARGUMENT");
    }

    private ApiReply order(String kind) {
        return order("custodian-1", kind);
    }

    private ApiReply order(String custodian, String kind) {
        return callers.named(custodian)
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/keys/rotations", "{\"kind\":\"" + kind + "\"}");
    }

    private long numberKeys(int version, String state) {
        return superuser.number(
                "SELECT count(*) FROM keyring.index_key WHERE operator_id = 2 AND kind = 'number' AND version = ?"
                        + " AND state = ?",
                version,
                state);
    }

    private int newest() {
        return (int) superuser.number("SELECT max(version) FROM keyring.operator_key WHERE operator_id = 1");
    }

    private boolean ended(ApiReply ordered) {
        return ended("custodian-1", ordered);
    }

    private boolean ended(String custodian, ApiReply ordered) {
        for (JsonNode rotation : list(custodian).path("rotations")) {
            if (rotation.path("id").equals(ordered.json().at("/rotation/id"))) {
                return rotation.has("endedAt");
            }
        }
        return false;
    }

    private JsonNode key(String kind, int version) {
        return key("custodian-1", 1, kind, version);
    }

    private JsonNode ofRidge(String kind, int version) {
        return key("custodian-1-ridge", 2, kind, version);
    }

    private JsonNode key(String custodian, int operator, String kind, int version) {
        for (JsonNode key : list(custodian).path("keys")) {
            if (key.path("kind").asText().equals(kind)
                    && key.path("version").asInt() == version
                    && key.path("operator").asInt() == operator) {
                return key;
            }
        }
        throw new AssertionError("no such key: " + kind + " " + version);
    }

    private JsonNode list(String custodian) {
        return callers.named(custodian).get("/v1/keys").mustBe(200).json();
    }

    private String wrappings() {
        return superuser
                .texts("SELECT encode(wrapped, 'hex') FROM keyring.operator_key ORDER BY 1")
                .toString();
    }
}

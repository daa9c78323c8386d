package io.shiming.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.SanctionsDesk;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Idempotency of writes that are no signing. */
@QuarkusTest
class OnceTest {
    @Inject
    ApiCallers callers;

    @Inject
    SanctionsDesk desk;

    @Inject
    Superuser superuser;

    @AfterEach
    void connectionsLast() {
        superuser.run(
                "DROP TRIGGER IF EXISTS lost ON registry.write_once",
                "DROP FUNCTION IF EXISTS registry.lose_connection()");
    }

    @Test
    void repetitionAfterALostCommitReturnsTheOutcome() {
        // Given: the backend dies at the very end of the transaction
        superuser.run(
                "CREATE FUNCTION registry.lose_connection() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$",
                "CREATE CONSTRAINT TRIGGER lost AFTER INSERT ON registry.write_once DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION registry.lose_connection()");
        var key = UUID.randomUUID().toString();
        var list = desk.signed();
        // When
        desk.load(key, list).mustRefuse(503, "UNAVAILABLE");
        connectionsLast();
        // Then
        var first = desk.load(key, list).mustBe(201);
        assertThat(desk.load(key, list).body()).isEqualTo(first.body());
        assertThat(superuser.number(
                        "SELECT count(*) FROM registry.sanctions_list WHERE list_id = ?", first.text("/listId")))
                .isEqualTo(1);
    }

    @Test
    void twinsActOnceAndGetOneAnswer() {
        // Given
        var key = UUID.randomUUID().toString();
        var list = desk.signed();
        // When
        var answers = InParallel.run(8, i -> desk.load(key, list));
        // Then
        assertThat(answers).allSatisfy(each -> {
            each.mustBe(201);
            assertThat(each.body()).isEqualTo(answers.get(0).body());
        });
    }

    @Test
    void aRefusedWriteLeavesItsKeyFree() {
        // Given
        var key = UUID.randomUUID().toString();
        desk.load(key, RequestForm.empty().with("list", "a.b.c")).mustRefuse(422, "SANCTIONS_LIST_INVALID");
        // When, Then
        desk.load(key, desk.signed()).mustBe(201);
    }

    @Test
    void aKeyUsedForAnotherActIsRefused() {
        // Given
        var key = UUID.randomUUID().toString();
        desk.load(key, desk.signed()).mustBe(201);
        // When
        var other = callers.named("admin-1").with("Idempotency-Key", key).post(SanctionsDesk.LISTS, "{}");
        // Then
        other.mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void anOrderOfTheCustodianIsGivenOnce() {
        // Given
        var custodian = callers.named("custodian-1")
                .with("Idempotency-Key", UUID.randomUUID().toString());
        // When
        var first = custodian.post("/v1/keys/rotations", "{\"kind\":\"seals\"}");
        var second = custodian.post("/v1/keys/rotations", "{\"kind\":\"seals\"}");
        // Then
        assertThat(second.appearance()).isEqualTo(first.appearance());
        custodian.post("/v1/keys/rotations", "{\"kind\":\"root\"}").mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
    }
}

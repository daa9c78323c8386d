package io.shiming.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The custodian has the log's key replaced while the service runs. */
@QuarkusTest
class LogKeyIsReplacedTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Test
    void theNextKeyIsAnnouncedThenSignsBesideTheOldOneAndAfterThirtyDaysAlone() {
        // Given
        grow();
        var old = keys();
        assertThat(old).hasSize(1);
        // When
        var ordered = callers.named("custodian-1")
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/keys/rotations", "{\"kind\":\"log\"}")
                .mustBe(202);
        await().atMost(SOON).until(() -> keys().size() == 2);
        // Then: both sign
        var both = keys();
        assertThat(both.get(0)).hasToString(old.get(0).toString());
        grow();
        var note = SignedNote.parse(checkpoint());
        assertThat(both).allMatch(note::isSignedBy);
        // And: an entry that the old key's tree holds names the new key, before the first of its signatures
        assertThat(superuser.texts(
                        "SELECT convert_from(bytes, 'UTF8')::jsonb -> 'fields' ->> 0 FROM audit.entry"
                                + " WHERE act = 'LOG_KEY_ANNOUNCED' AND position(? IN convert_from(bytes, 'UTF8')) > 0",
                        both.get(1).toString()))
                .containsExactly(both.get(1).toString());
        // And: nothing ends before the thirty days
        turnBack(29);
        grow();
        assertThat(keys()).hasSize(2);
        turnBack(1);
        await().atMost(SOON).until(() -> keys().size() == 1);
        await().atMost(SOON).until(() -> ended(ordered));
        grow();
        assertThat(keys().get(0)).hasToString(both.get(1).toString());
        assertThat(SignedNote.parse(checkpoint()).isSignedBy(both.get(0))).isFalse();
        assertThat(Checkpoint.parse(checkpoint(), both.get(1)).size()).isPositive();
    }

    /** Lets a new checkpoint be signed. */
    private void grow() {
        long before = size();
        callers.provisioning()
                .lineStatus(RegistrationForms.line(RegistrationForms.mobile()))
                .mustBe(200);
        await().atMost(SOON).until(() -> size() > before);
    }

    private void turnBack(int days) {
        superuser.run("UPDATE keyring.log_key SET changed_at = changed_at - interval '" + days + " days'");
    }

    private static List<NoteKey> keys() {
        return ApiCaller.anonymous()
                .get("/audit/v1/key")
                .body()
                .lines()
                .map(NoteKey::parse)
                .toList();
    }

    private static String checkpoint() {
        return ApiCaller.anonymous().get("/audit/v1/checkpoint").mustBe(200).body();
    }

    private static long size() {
        var answer = ApiCaller.anonymous().get("/audit/v1/checkpoint");
        return answer.status() == 200
                ? Checkpoint.parse(SignedNote.parse(answer.body()).text()).size()
                : 0;
    }

    private boolean ended(ApiReply ordered) {
        for (var rotation : callers.named("custodian-1").get("/v1/keys").json().path("rotations")) {
            if (rotation.path("id").equals(ordered.json().at("/rotation/id"))) return rotation.has("endedAt");
        }
        return false;
    }
}

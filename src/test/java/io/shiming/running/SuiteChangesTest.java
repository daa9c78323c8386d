package io.shiming.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.registration.SecondCounter;
import io.shiming.registration.Sweeping;
import io.shiming.vault.SecondInstance;
import io.shiming.vault.Suite;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A live database goes from one suite to the other; both are readable meanwhile. */
@QuarkusTest
class SuiteChangesTest {
    @Inject
    Callers callers;

    @Inject
    Superuser superuser;

    @Inject
    SecondInstance instances;

    @Inject
    SecondCounter second;

    @Inject
    Sweeping sweeping;

    @Test
    void everySealIsRenewedWhileTheServiceReadsBoth() throws Exception {
        // Given: an instance that still seals in the commercial suite, and this one, which does not
        var commercial = instances.sealingIn(Suite.SM4_GCM_HMAC_SM3);
        var forms = new ArrayList<Form>();
        for (int i = 0; i < 30; i++) {
            var form = Counter.internet();
            forms.add(form);
            var status = i % 3 == 0
                    ? callers.named("clerk-1-ridge").sign(form).mustBe(201).text("/status")
                    : second.sign(commercial, form.json().toString());
            assertThat(status).isEqualTo("ACTIVE");
        }
        assertThat(sealedIn(2)).isGreaterThanOrEqualTo(20);
        forms.forEach(this::isRead);
        // When
        callers.named("custodian-1-ridge")
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/keys/rotations", "{\"kind\":\"seals\"}")
                .mustBe(202);
        forms.forEach(this::isRead);
        await().atMost(Duration.ofSeconds(30)).until(() -> sealedIn(2) == 0);
        // Then
        forms.forEach(this::isRead);
        long before = alarms();
        sweeping.pass(2);
        assertThat(alarms()).isEqualTo(before);
    }

    private void isRead(Form form) {
        callers.named("auditor-1-ridge")
                .lookUp(Counter.audit(form).with("fields", new String[] {"name"}))
                .mustBe(200);
    }

    private long sealedIn(int suite) {
        return superuser.number(
                "SELECT count(*) FROM registry.identity_version WHERE operator_id = 2 AND get_byte(sealed, 1) = ?",
                suite);
    }

    private long alarms() {
        return superuser.number("SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND operator_id = 2");
    }
}

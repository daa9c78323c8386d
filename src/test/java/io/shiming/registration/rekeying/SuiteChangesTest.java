package io.shiming.registration.rekeying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.evidence.SecondCamera;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.CorrectionForms;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import io.shiming.registration.SecondCounter;
import io.shiming.registration.integrity.Sweeping;
import io.shiming.vault.SecondInstance;
import io.shiming.vault.suite.Suite;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A live database goes from one suite to the other; both are readable meanwhile. */
@QuarkusTest
class SuiteChangesTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    SecondInstance instances;

    @Inject
    SecondCounter second;

    @Inject
    SecondCamera camera;

    @Inject
    Sweeping sweeping;

    @Inject
    TestClock clock;

    @BeforeEach
    void whatOtherTestsLeftBehindIsTold() throws Exception {
        sweeping.pass(2); // once, and so not among what these tests count
    }

    @AfterEach
    void itIsNowAgain() {
        clock.beRight();
    }

    @Test
    void everySealIsRenewedWhileTheServiceReadsBoth() throws Exception {
        // Given: an instance that still seals in the commercial suite, and this one, which does not
        var commercial = instances.sealingIn(Suite.SM4_GCM_HMAC_SM3);
        var forms = new ArrayList<RequestForm>();
        for (int i = 0; i < 30; i++) {
            var form = RegistrationForms.internet();
            forms.add(form);
            var status = i % 3 == 0
                    ? callers.named("clerk-1-ridge").sign(form).mustBe(201).text("/status")
                    : second.sign(commercial, form.json().toString());
            assertThat(status).isEqualTo("ACTIVE");
        }
        assertThat(sealedIn(2)).isGreaterThanOrEqualTo(20);
        var corrected = forms.get(1); // its first version is in the commercial suite, the second is not
        var question = RegistrationForms.audit(corrected).with("fields", List.of("address", "versions"));
        var registration =
                callers.named("auditor-1-ridge").lookUp(question).mustBe(200).registration();
        CorrectionForms.correct(
                        callers.named("clerk-1-ridge"), registration, CorrectionForms.address(corrected, "测试省样例市更正路1号"))
                .mustBe(201);
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
        assertThat(callers.named("auditor-1-ridge")
                        .lookUp(question.with("identityVersion", 1))
                        .mustBe(200)
                        .text("/subscriber/address"))
                .isEqualTo(corrected.text("subscriber.address"));
        long before = alarms();
        sweeping.pass(2);
        assertThat(alarms()).isEqualTo(before);
    }

    @Test
    void everyImageIsRenewedWhenNoSigningCanBeUsingIt() throws Exception {
        // Given: three images in the commercial suite: one used, one that may be used, one kept for the police
        var commercial = instances.sealingIn(Suite.SM4_GCM_HMAC_SM3);
        var ridge = callers.named("clerk-1-ridge");
        var signed = ridge.sign(RegistrationForms.mobile().with("livePhoto", camera.photo(commercial)))
                .mustBe(201)
                .registration();
        var unused = camera.photo(commercial);
        var referred = camera.photo(commercial);
        ridge.sign(RegistrationForms.mobile()
                        .with("refusal", Map.of("reason", "forged", "evidence", List.of(referred))))
                .mustRefuse(422, "FORGED");
        long before = alarms();
        // When
        callers.named("custodian-1-ridge")
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/keys/rotations", "{\"kind\":\"seals\"}")
                .mustBe(202);
        // Then
        await().atMost(Duration.ofSeconds(30)).until(() -> imagesIn(2) == 1);
        assertThat(suiteOf(unused)).isEqualTo(2);
        EvidenceForms.mustBeSeen(callers.named("auditor-1-ridge"), signed);
        // And when it is too old to be used
        clock.moveBy(Duration.ofMinutes(131));
        await().until(() -> imagesIn(2) == 0);
        clock.beRight();
        // Then each stands by an entry of a rotation
        assertThat(superuser.number(
                        "SELECT count(*) FROM registry.evidence e JOIN audit.entry a USING (entry_id)"
                                + " WHERE a.act = 'KEY_ROTATED' AND e.public_id = ANY (?::uuid[])",
                        "{" + unused + "," + referred + "}"))
                .isEqualTo(2);
        EvidenceForms.mustBeSeen(callers.named("auditor-1-ridge"), signed);
        sweeping.pass(2);
        assertThat(alarms()).isEqualTo(before);
    }

    @Test
    void editedImageIsNotRenewed() {
        var commercial = instances.sealingIn(Suite.SM4_GCM_HMAC_SM3);
        var one = camera.photo(commercial);
        var other = camera.photo(commercial);
        superuser.run("SET session_replication_role = replica; UPDATE registry.evidence SET taken_at = taken_at"
                + " - interval '3 hours' WHERE public_id IN ('" + one + "', '" + other + "')");
        callers.named("custodian-1-ridge")
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/keys/rotations", "{\"kind\":\"seals\"}")
                .mustBe(202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> superuser.number("SELECT coalesce(max(damaged), 0) FROM keyring.rotation"
                                + " WHERE operator_id = 2 AND kind = 'seals' AND ended_at IS NULL")
                        >= 2);
        assertThat(suiteOf(one) + suiteOf(other)).isEqualTo(4);
        superuser.run("DELETE FROM registry.evidence WHERE public_id IN ('" + one + "', '" + other + "')");
    }

    private long imagesIn(int suite) {
        return superuser.number(
                "SELECT count(*) FROM registry.evidence WHERE operator_id = 2 AND get_byte(sealed, 1) = ?", suite);
    }

    private long suiteOf(String image) {
        return superuser.number("SELECT get_byte(sealed, 1) FROM registry.evidence WHERE public_id = ?::uuid", image);
    }

    private void isRead(RequestForm form) {
        callers.named("auditor-1-ridge")
                .lookUp(RegistrationForms.audit(form).with("fields", new String[] {"name"}))
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

package io.shiming.registration.rekeying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.evidence.Erasing;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.CorrectionForms;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import io.shiming.registration.integrity.Sweeping;
import io.shiming.vault.SealedColumns;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The custodian has the persons' own keys replaced, while the service reads and writes. */
@QuarkusTest
class PersonKeysRenewedTest {
    private static final String OF_TWO = " FROM keyring.person_key WHERE operator_id = 2";

    private static final String SIGNED = " AND person_id IN (SELECT person_id FROM registry.identity_version"
            + " UNION SELECT evidence_id FROM registry.evidence)";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @Inject
    Erasing erasing;

    @Inject
    TestClock clock;

    @Any
    @Inject
    Instance<SealedColumns> renewed;

    @Test
    void everySealIsUnderTheNewKeyAndTheOldKeyIsGone() throws Exception {
        // Given
        noImageWaitsForASigning();
        var forms = new ArrayList<RequestForm>();
        var photo = EvidenceForms.photo(callers.named("clerk-1-ridge"));
        var withPhoto = callers.named("clerk-1-ridge")
                .sign(RegistrationForms.mobile().with("livePhoto", photo))
                .mustBe(201)
                .registration();
        for (int i = 0; i < 12; i++) {
            var form = RegistrationForms.internet();
            var registration =
                    callers.named("clerk-1-ridge").sign(form).mustBe(201).registration();
            var right = CorrectionForms.address(form, "测试省样例市更正路" + i + "号");
            CorrectionForms.correct(callers.named("clerk-1-ridge"), registration, right)
                    .mustBe(201);
            forms.add(form);
        }
        long persons = superuser.number("SELECT count(*)" + OF_TWO + SIGNED);
        superuser.run("UPDATE keyring.person_key SET created_at = created_at - interval '1 hour'");
        sweeping.pass(2); // what other tests left behind is told once, and told now
        long alarms = alarms();
        // When
        var ordered = callers.named("custodian-1-ridge")
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/v1/keys/rotations", "{\"kind\":\"person\"}")
                .mustBe(202);
        int version = ordered.json().at("/rotation/version").asInt();
        await().atMost(Duration.ofSeconds(30)).until(() -> olderSeals() == 0 && withTwo() == persons);
        forms.forEach(this::isRead);
        EvidenceForms.mustBeSeen(callers.named("auditor-1-ridge"), withPhoto);
        superuser.run("UPDATE keyring.person_key SET renewed_at = renewed_at - interval '2 minutes'");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ended(ordered.json().at("/rotation/id").asLong()));
        // Then
        assertThat(withTwo()).isZero();
        assertThat(superuser.number(
                        "SELECT count(*)" + OF_TWO + " AND get_byte(wrapped, 1) = ? AND octet_length(wrapped) = 62"
                                + SIGNED,
                        version))
                .isEqualTo(persons);
        forms.forEach(this::isRead);
        assertThat(superuser.texts(
                        "SELECT concat_ws(' ', octet_length(k.wrapped), get_byte(e.sealed, 3)) FROM registry.evidence e"
                                + " JOIN keyring.person_key k ON k.person_id = e.evidence_id WHERE e.public_id = ?::uuid",
                        photo))
                .as("one key, the new one, and the image sealed with it")
                .containsExactly("62 " + version);
        EvidenceForms.mustBeSeen(callers.named("auditor-1-ridge"), withPhoto);
        callers.named("clerk-1-ridge").sign(RegistrationForms.internet()).mustBe(201);
        sweeping.pass(2);
        assertThat(alarms()).isEqualTo(alarms);
    }

    /** A column that was forgotten keeps every old key alive. */
    @Test
    void rotationRenewsEverySealUnderAPersonsKey() {
        assertThat(superuser.texts("SELECT table_schema || '.' || table_name FROM information_schema.columns"
                        + " JOIN information_schema.tables USING (table_schema, table_name) WHERE column_name = 'sealed'"
                        + " AND table_schema = 'registry' AND table_type = 'BASE TABLE'"))
                .contains("registry.registration", "registry.corrected_identity", "registry.evidence")
                .isSubsetOf(renewed.stream()
                        .flatMap(column -> column.tables().stream())
                        .toList());
    }

    /** One that a signing might be using keeps the order open. */
    private void noImageWaitsForASigning() {
        clock.moveBy(Duration.ofHours(25));
        erasing.round();
        clock.beRight();
    }

    private void isRead(RequestForm form) {
        var question = RegistrationForms.audit(form).with("fields", new String[] {"address", "versions"});
        var latest = callers.named("auditor-1-ridge").lookUp(question).mustBe(200);
        assertThat(latest.text("/subscriber/address")).contains("更正");
        var first = callers.named("auditor-1-ridge")
                .lookUp(question.with("identityVersion", 1))
                .mustBe(200);
        assertThat(first.text("/subscriber/address")).isEqualTo(form.text("subscriber.address"));
    }

    private long olderSeals() {
        return superuser.number("SELECT count(*) FROM registry.identity_version i JOIN keyring.person_key k"
                + " USING (person_id) WHERE i.operator_id = 2"
                + " AND substring(i.sealed FROM 3 FOR 2) <> keyring.newest_version(k.wrapped)");
    }

    private long withTwo() {
        return superuser.number("SELECT count(*)" + OF_TWO + " AND octet_length(wrapped) = 124");
    }

    private boolean ended(long rotation) {
        return superuser.number(
                        "SELECT count(*) FROM keyring.rotation WHERE rotation_id = ? AND ended_at IS NOT NULL",
                        rotation)
                == 1;
    }

    private long alarms() {
        return superuser.number("SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND operator_id = 2");
    }
}

package io.shiming.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.audit.ServiceItself;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import io.shiming.vault.KeyErasure;
import io.shiming.vault.RestoredGate;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Test E8: a person is erased, an older backup of everything in the database is restored, and the person stays erased. */
@QuarkusTest
class ErasedAndRestoredTest {
    private static final List<String> TABLES =
            List.of("keyring.person_key", "registry.person", "registry.registration", "audit.subject_entry");

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    KeyErasure erasure;

    @Inject
    RestoredGate gate;

    @Test
    void restoredBackupBringsNoErasedPersonBack() {
        // Given: a backup, and an erasure after it
        var gone = RegistrationForms.internet();
        var stays = RegistrationForms.internet();
        long person = person(callers.clerk().sign(gone));
        callers.clerk().sign(stays).mustBe(201);
        superuser.run("DROP SCHEMA IF EXISTS backup CASCADE", "CREATE SCHEMA backup");
        TABLES.forEach(table -> superuser.run("CREATE TABLE backup." + table.replace('.', '_') + " AS TABLE " + table));
        assertThat(erasure.destroy(new ServiceItself(1, "test"), person)).isTrue();
        callers.auditor().lookUp(RegistrationForms.audit(gone)).mustRefuse(404, "NOT_FOUND");
        assertThat(linksTo(person)).isZero();
        // When: the backup comes back
        superuser.run(
                "INSERT INTO keyring.person_key SELECT * FROM backup.keyring_person_key ON CONFLICT DO NOTHING",
                "SET session_replication_role = replica; UPDATE audit.entry e SET person_id = b.person_id"
                        + " FROM backup.audit_subject_entry b WHERE b.entry_id = e.entry_id");
        assertThat(linksTo(person)).isPositive();
        // Then: no service opens on it
        assertThatThrownBy(gate::openTheService)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reapply-erasures");
        // And the tool erases again and proves it
        assertThat(gate.reapply()).isEqualTo(1);
        gate.openTheService();
        assertThat(linksTo(person)).isZero();
        callers.auditor().lookUp(RegistrationForms.audit(gone)).mustRefuse(404, "NOT_FOUND");
        callers.auditor().lookUp(RegistrationForms.audit(stays)).mustBe(200);
        superuser.run("DROP SCHEMA backup CASCADE");
    }

    private long linksTo(long person) {
        return superuser.number("SELECT count(*) FROM audit.subject_entry WHERE person_id = ?", person)
                + superuser.number("SELECT count(*) FROM keyring.person_key WHERE person_id = ?", person);
    }

    private long person(ApiReply signed) {
        return superuser.number(
                "SELECT person_id FROM registry.registration WHERE public_id = ?::uuid",
                signed.mustBe(201).registration());
    }
}

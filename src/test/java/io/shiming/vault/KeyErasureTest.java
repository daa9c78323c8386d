package io.shiming.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.audit.AuditLog;
import io.shiming.audit.ServiceItself;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasing persons and keeping them erased, on PostgreSQL. Each test has an operator of its own. */
class KeyErasureTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final TestVault test =
            new TestVault(new Keyring(VaultDatabase.as("shiming_service")), TestVault.memoryRoot(), Map.of());

    private ErasureRegister register() {
        return new ErasureRegister(TestVault.config(Map.of("shiming.vault.erasure-register", directory.toString())));
    }

    private KeyErasure erasure() {
        return erasure(new KeyringAdmin(() -> VaultDatabase.as("shiming_keyring")));
    }

    private KeyErasure erasure(KeyringAdmin keyringAdmin) {
        var log = new TestLog(VaultDatabase.as("shiming_service"));
        return new KeyErasure(keyringAdmin, register(), test.vault, log.log, test.clock);
    }

    private RestoredErasures restored() {
        return new RestoredErasures(VaultDatabase.as("shiming_service"), register(), erasure(), test.config);
    }

    private static ServiceItself officer(int operator) {
        return new ServiceItself(operator, "test");
    }

    @Test
    void aDestroyedPersonKeyIsGoneForThatPersonOnly() throws Exception {
        // Given
        person(26, 2601);
        var kept = person(26, 2602);
        // Then
        assertThat(erasure().destroy(officer(27), 2601)).isFalse();
        assertThat(erasure().destroy(officer(26), 2601)).isTrue();
        assertThat(erasure().destroy(officer(26), 2601)).isFalse();
        assertThat(VaultDatabase.ask("shiming_service", 26, "SELECT count(*) FROM keyring.person_key"))
                .isEqualTo("1");
        assertThat(VaultDatabase.read(26, 2602)).isEqualTo(kept);
    }

    @Test
    void theLogTellsOfAnErasureOnceAndOnlyTheCommitmentNamesThePerson() throws Exception {
        var key = person(41, 4101);
        assertThat(erasure().destroy(officer(41), 4101)).isTrue();
        var said = VaultDatabase.ask(
                "shiming_service", 41, "SELECT count(*) || min(convert_from(bytes, 'UTF8')) FROM audit.entry");
        assertThat(said).startsWith("1").contains("SUBJECT_ERASED").doesNotContain("4101");
        var entry =
                java.util.UUID.fromString(VaultDatabase.ask("shiming_service", 41, "SELECT entry_id FROM audit.entry"));
        assertThat(said).contains(java.util.HexFormat.of().formatHex(test.vault.commitment(key, entry)));
    }

    @Test
    void restoredErasedKeysStopTheStartUntilErasedAgain() throws Exception {
        // Given: erased, and restored from an older backup
        var key = person(42, 4201);
        person(42, 4202);
        erasure().destroy(officer(42), 4201);
        restored().mustBeApplied();
        VaultDatabase.store(42, 4201, key);
        // When
        assertThatThrownBy(() -> restored().mustBeApplied())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 erasures")
                .hasMessageNotContaining("4201");
        // Then
        assertThat(restored().reapply()).isEqualTo(1);
        assertThat(restored().reapply()).isZero();
        assertThat(VaultDatabase.ask("shiming_service", 42, "SELECT min(person_id) FROM keyring.person_key"))
                .isEqualTo("4202");
    }

    @Test
    void anErasureThatACrashCutOffIsFinishedByTheTool() throws Exception {
        // Given: in the register, and the key still there
        person(43, 4301);
        register().add(new Erasure(43, 4301, new java.util.UUID(1, 2), test.clock.instant()));
        // Then
        assertThat(restored().reapply()).isEqualTo(1);
    }

    @Test
    void aLineThatACrashCutOffSpoilsNeitherItsNeighbourNorTheNext() throws Exception {
        // Given
        var first = new Erasure(44, 4401, new java.util.UUID(1, 2), test.clock.instant());
        var second = new Erasure(44, 4402, new java.util.UUID(3, 4), test.clock.instant());
        register().add(first);
        Files.write(directory.resolve("erasures"), "44 44".getBytes(UTF_8), StandardOpenOption.APPEND);
        register().add(second);
        // Then
        assertThat(register().all()).containsExactly(first, second);
    }

    @Test
    void anInstanceWithoutTheCustodiansDatasourceDestroysNothing() {
        var none = new KeyringAdmin(() -> {
            throw new IllegalStateException("no datasource");
        });
        assertThatThrownBy(() -> erasure(none).destroy(officer(26), 2602)).isInstanceOf(IllegalStateException.class);
    }

    private WrappedPersonKey person(int operator, long person) throws Exception {
        var key = test.vault.newPersonKey(operator, person);
        VaultDatabase.store(operator, person, key);
        return key;
    }

    /** The log's constructor is its package's own. */
    private static final class TestLog {
        private final AuditLog log;

        TestLog(javax.sql.DataSource database) {
            try {
                var constructor = AuditLog.class.getDeclaredConstructor(javax.sql.DataSource.class);
                constructor.setAccessible(true);
                log = constructor.newInstance(database);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

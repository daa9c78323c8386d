package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.Ed25519Verify;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.suite.Unopenable;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The keyring on PostgreSQL, as the roles that will use it. Each test has an operator of its own. */
class KeyringTest {
    private static final RootKey ROOT = TestVault.memoryRoot();

    private static TestVault instance() {
        return new TestVault(new Keyring(VaultDatabase.as("shiming_service")), ROOT, Map.of());
    }

    @Test
    void anotherInstanceOpensWhatOneSealed() throws Exception {
        // Given
        var one = instance();
        var place = new Place(11, "identity_version", "name", 1, 1101, 1);
        var key = one.vault.newPersonKey(11, 1101);
        VaultDatabase.store(11, 1101, key);
        var sealed = one.vault.seal(key, place, "样本一".getBytes(StandardCharsets.UTF_8));
        // When
        var other = instance();
        var read = VaultDatabase.read(11, 1101);
        // Then
        assertThat(read).isEqualTo(key);
        assertThat(other.vault
                        .unseal(other.permit(11, 1101), read, place, sealed)
                        .text())
                .isEqualTo("样本一");
    }

    @Test
    void instancesThatStartTogetherAgreeOnTheKeys() throws Exception {
        // Given
        var threads = Executors.newFixedThreadPool(4);
        var work = new ArrayList<Future<BlindIndex>>();
        // When
        for (int i = 0; i < 4; i++) {
            Callable<BlindIndex> act = () -> instance().vault.toStore(12, IndexKind.NUMBER, "+8613800000000");
            work.add(threads.submit(act));
        }
        // Then
        var first = work.get(0).get();
        for (var made : work) {
            assertThat(made.get()).isEqualTo(first);
        }
        threads.shutdown();
    }

    @Test
    void theDatabaseMakesTheSameCommitment() throws Exception {
        // Given
        var test = instance();
        var entry = UUID.fromString("0193510e-7a00-7000-8000-00000000000a");
        var key = test.vault.newPersonKey(13, 1301);
        VaultDatabase.store(13, 1301, key);
        // When
        String made = VaultDatabase.ask(
                "shiming_service",
                13,
                "SELECT encode(public.hmac(convert_to('" + entry
                        + "'::uuid::text, 'UTF8'), commit_key, 'sha256'), 'hex')"
                        + " FROM keyring.person_key WHERE person_id = 1301");
        // Then
        assertThat(made).isEqualTo(HexFormat.of().formatHex(test.vault.commitment(key, entry)));
    }

    @Test
    void anOperatorSeesAndAddsOnlyItsOwnPersons() throws Exception {
        // Given
        var test = instance();
        VaultDatabase.store(14, 1401, test.vault.newPersonKey(14, 1401));
        String count = "SELECT count(*) FROM keyring.person_key WHERE person_id = 1401";
        // When, then
        assertThat(VaultDatabase.ask("shiming_service", 14, count)).isEqualTo("1");
        assertThat(VaultDatabase.ask("shiming_service", 15, count)).isEqualTo("0");
        assertThatThrownBy(
                        () -> VaultDatabase.execute(
                                "shiming_service",
                                15,
                                "INSERT INTO keyring.person_key (person_id, operator_id, operator_key_version, wrapped, commit_key)"
                                        + " VALUES (1402, 14, 1, decode(repeat('00', 60), 'hex'), decode(repeat('00', 32), 'hex'))"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("row-level security");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM keyring.person_key",
                "UPDATE keyring.person_key SET wrapped = wrapped",
                "DELETE FROM keyring.operator_key",
                "UPDATE keyring.operator_key SET state = 'retired'",
                "DELETE FROM keyring.index_key",
                "UPDATE keyring.index_key SET state = 'retired'",
                "DELETE FROM keyring.log_key",
                "UPDATE keyring.log_key SET public_key = public_key",
                "TRUNCATE keyring.person_key"
            })
    void theServiceCanNeitherChangeNorDestroyAKey(String sql) {
        assertThatThrownBy(() -> VaultDatabase.execute("shiming_service", 1, sql))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shiming_inspector", "shiming_sequencer"})
    void othersDoNotReadTheKeyring(String role) {
        assertThatThrownBy(() -> VaultDatabase.ask(role, 1, "SELECT count(*) FROM keyring.person_key"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void aKeyOfOneOperatorCannotBePassedOffAsAnothers() throws Exception {
        // Given
        instance().vault.newPersonKey(16, 1601);
        VaultDatabase.execute(
                "shiming_service",
                17,
                "INSERT INTO keyring.operator_key (operator_id, version, suite, state, wrapped)"
                        + " SELECT 17, version, suite, state, wrapped FROM keyring.operator_key WHERE operator_id = 16");
        // When, then
        assertThatThrownBy(() -> instance().vault.newPersonKey(17, 1701)).isInstanceOf(Unopenable.class);
    }

    @Test
    void theLogKeyIsMadeOnceAndSignsForEveryInstance() throws Exception {
        // Given
        var service = VaultDatabase.as("shiming_service");
        var one = logKey(service);
        var other = logKey(service);
        byte[] message = "shiming/log\n1\n".getBytes(StandardCharsets.US_ASCII);
        // When
        byte[] signature = one.sign(message);
        // Then
        assertThat(other.publicKey()).isEqualTo(one.publicKey()).hasSize(32);
        new Ed25519Verify(other.publicKey()).verify(signature, message);
        assertThat(other.sign(message)).isEqualTo(signature).hasSize(64);
    }

    private static LogKey logKey(javax.sql.DataSource service) {
        var test = instance();
        return new LogKey(new LogKeys(service), test.guarded, test.config, test.clock);
    }

    @Test
    void aKeyringThatIsDownIsUnavailable() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setPortNumbers(new int[] {1});
        var test = new TestVault(new Keyring(nowhere), ROOT, Map.of());
        assertThatThrownBy(() -> test.vault.newPersonKey(1, 1))
                .isInstanceOfSatisfying(
                        Problem.class, refusal -> assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE));
    }

    @Test
    void theInventoryListsKeysAndNoKey() {
        // Given
        var test = instance();
        test.vault.newPersonKey(18, 1801);
        test.vault.toStore(18, IndexKind.DOCUMENT, "x");
        // When
        var entries = new KeyInventory(
                        VaultDatabase.as("shiming_service"), test.guarded, test.clock, KeyRotationTest.beans())
                .entries(18);
        // Then
        assertThat(entries)
                .filteredOn(entry -> entry.operator() == 18)
                .extracting(entry -> entry.kind() + " v" + entry.version() + " " + entry.state() + " " + entry.suite()
                        + " " + entry.wrappedBy())
                .containsExactly(
                        "document v1 live AES_GCM_HMAC_SHA256 memory", "operator v1 live AES_GCM_HMAC_SHA256 memory");
    }
}

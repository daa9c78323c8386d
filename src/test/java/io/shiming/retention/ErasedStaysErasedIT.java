package io.shiming.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.packaged.DatabaseRows;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SyntheticPerson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Test E8 on the jar: a person is erased, an older backup of the keyring is restored, and the service opens for no
 * caller until {@code reapply-erasures} has erased the person again.
 */
class ErasedStaysErasedIT {
    private static final String KEY = "FROM keyring.person_key WHERE person_id = ";

    @Test
    void aRestoredKeyOpensNothingAndTheServiceWaitsForTheTool(@TempDir Path home) throws Exception {
        try (var service = PackagedService.start(home)) {
            // Given: two people, a backup of the keyring, and one of the two erased
            var shop = new Shop(service);
            var gone = SyntheticPerson.number(51_000);
            var stays = SyntheticPerson.number(51_001);
            assertThat(shop.sign(gone).status()).isEqualTo(201);
            String person;
            try (var databaseRows = DatabaseRows.of(service)) {
                person = databaseRows
                        .texts("SELECT max(person_id) FROM registry.person")
                        .get(0);
                assertThat(shop.sign(stays).status()).isEqualTo(201);
                databaseRows.run("CREATE TABLE public.backup AS TABLE keyring.person_key");
                erase(databaseRows, register(service), person);
            }
            assertThat(shop.lookUp(gone).status()).isEqualTo(404);
            // When
            try (var databaseRows = DatabaseRows.of(service)) {
                databaseRows.run("INSERT INTO keyring.person_key SELECT * FROM public.backup ON CONFLICT DO NOTHING");
                assertThat(databaseRows.count("SELECT count(*) " + KEY + person))
                        .isEqualTo(1);
            }
            // Then
            assertThatThrownBy(service::restart)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("1 erasures of the register are undone by a restore")
                    .hasMessageContaining("reapply-erasures");
            assertThat(service.runOnce("reapply-erasures"))
                    .contains("1 erasures re-applied; none of the register is left.");
            service.restart();
            try (var databaseRows = DatabaseRows.of(service)) {
                assertThat(databaseRows.count("SELECT count(*) " + KEY + person))
                        .isZero();
            }
            assertThat(shop.lookUp(gone).status()).isEqualTo(404);
            assertThat(shop.lookUp(stays).status()).isEqualTo(200);
        }
    }

    /** What an erasure leaves: its line in the register, and no key. */
    private static void erase(DatabaseRows databaseRows, Path register, String person) throws Exception {
        String line = "1 " + person + " 0193b2f0-0000-7000-8000-000000000001 2026-11-22T02:00:00Z\n";
        Files.writeString(register, line, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        databaseRows.run("DELETE " + KEY + person);
        databaseRows.run("UPDATE audit.entry SET person_id = NULL WHERE person_id = " + person);
    }

    /** Beside the log's heads, as the trial has it. */
    private static Path register(PackagedService service) throws Exception {
        try (Stream<Path> all = Files.walk(service.trial(), 2)) {
            return all.filter(path -> path.getFileName().toString().contains("head"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow()
                    .resolve("erasures");
        }
    }
}

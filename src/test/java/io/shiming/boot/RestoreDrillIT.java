package io.shiming.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shiming.audit.verify.Verifier;
import io.shiming.connection.Certificates;
import io.shiming.connection.Issuer;
import io.shiming.packaged.Child;
import io.shiming.packaged.DatabaseRows;
import io.shiming.packaged.LogState;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.ProductionInstance;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SyntheticPerson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is restored to an earlier time, with the jar and a real PostgreSQL, and the service is started too early. */
class RestoreDrillIT {
    private static final SyntheticPerson STAYS = SyntheticPerson.number(61_000);
    private static final SyntheticPerson GONE = SyntheticPerson.number(61_001);
    private static final SyntheticPerson LATER = SyntheticPerson.number(61_002);
    private static final SyntheticPerson LATEST = SyntheticPerson.number(61_003);

    private Path home;
    private Path mirror;

    @BeforeEach
    void directories(@TempDir Path directory) throws IOException {
        home = directory;
        mirror = Files.createDirectory(directory.resolve("mirror"));
    }

    @Test
    @Tag("case-E1")
    void nothingIsLostThoughTheServiceWasStartedTooEarly() throws Exception {
        try (var service = start()) {
            // Given: a backup, then an erasure and two signings
            var shop = new Shop(service);
            assertThat(shop.sign(GONE).status()).isEqualTo(201);
            String person;
            try (var databaseRows = DatabaseRows.of(service)) {
                person = databaseRows
                        .texts("SELECT max(person_id) FROM registry.person")
                        .get(0);
            }
            assertThat(shop.sign(STAYS).status()).isEqualTo(201);
            backUp(service);
            shop = new Shop(service);
            try (var databaseRows = DatabaseRows.of(service)) {
                erase(databaseRows, service.trial().resolve("log-head/erasures"), person);
            }
            var later = shop.sign(LATER).text("/registrationId");
            var latest = shop.sign(LATEST).text("/registrationId");
            awaitMirrored(service);
            // When: restored, and started before anything else is done
            restore(service);
            assertThatThrownBy(service::restart).hasMessageContaining("reapply-erasures");
            service.runOnce("reapply-erasures");
            var mirrored = Files.readString(mirror.resolve("checkpoint"));
            service.restart();
            // Then
            await().atMost(30, SECONDS).until(() -> ready(service).contains("LOG_FORKED"));
            shop = new Shop(service);
            assertThat(shop.lookUp(STAYS).status()).isEqualTo(503);
            assertThat(mirror.resolve("checkpoint")).hasContent(mirrored);
            // When
            service.kill9(); // its database lives on
            assertThat(restoreLog(service)).contains("entries brought back at their places.");
            service.restart();
            // Then
            var back = new Shop(service);
            await().atMost(30, SECONDS).until(() -> back.lookUp(STAYS).status() == 200);
            assertThat(ready(service)).startsWith("200");
            assertThat(back.lookUp(GONE).status()).isEqualTo(404);
            awaitMirrored(service);
            assertThat(verify("fsck", key(service), mirror.toString())).startsWith("0 ok: ");
            await().atMost(60, SECONDS).until(() -> lost(back).containsAll(List.of(later, latest)));
            assertThat(back.sign(LATER, "again-1").status()).isEqualTo(201);
        }
    }

    @Test
    @Tag("case-E7")
    void whatIsLostForGoodEndsTheEpochByTwoPersonsAndLookupsOpenAgain() throws Exception {
        try (var service = start()) {
            // Given
            var shop = new Shop(service);
            assertThat(shop.sign(STAYS).status()).isEqualTo(201);
            var ended = key(service);
            backUp(service);
            var receipt = new Shop(service).sign(LATER);
            awaitMirrored(service);
            var last = Files.copy(service.trial().resolve("log-head/checkpoint"), home.resolve("last"));
            // When: the mirror is lost as well
            restore(service);
            run("rm", "-rf", mirror.toString());
            Files.createDirectory(mirror);
            service.restart();
            var office = new Shop(service);
            await().atMost(30, SECONDS).until(() -> ready(service).contains("LOG_FORKED"));
            assertThat(office.lookUp(STAYS).status()).isEqualTo(503);
            var order = "/v1/log-epochs/" + UUID.randomUUID();
            assertThat(office.put("custodian-1", order, Map.of("cause", "restore"), "epoch-1")
                            .status())
                    .isEqualTo(202);
            // Then: one person alone begins nothing
            assertThat(office.put("custodian-1", order + "/approval", Map.of(), "epoch-2")
                            .text("/code"))
                    .isEqualTo("SECOND_PERSON_REQUIRED");
            assertThat(office.post("custodian-1", order + "/beginning", "{}").text("/code"))
                    .isEqualTo("BULK_ORDER_NOT_IN_FORCE");
            // When
            assertThat(office.get("officer-1", order).text("/lastCheckpoint")).isEqualTo(Files.readString(last));
            assertThat(office.put("officer-1", order + "/approval", Map.of(), "epoch-3")
                            .status())
                    .isEqualTo(200);
            try (var another = DatabaseRows.of(service)) { // whose sequencer is at work
                another.run("SELECT pg_advisory_lock(32484424338206311)");
                assertThat(office.post("custodian-1", order + "/beginning", "{}")
                                .status())
                        .isEqualTo(202);
            }
            // Then
            await().atMost(30, SECONDS).until(() -> office.lookUp(STAYS).status() == 200);
            assertThat(office.get("officer-1", order).text("/status")).isEqualTo("BEGUN");
            assertThat(office.post("custodian-1", order + "/beginning", "{}").status())
                    .isEqualTo(200);
            assertThat(office.get("officer-1", order).text("/status")).isEqualTo("DONE");
            assertThat(office.post("custodian-1", order + "/beginning", "{}").text("/code"))
                    .isEqualTo("LOG_EPOCH_GOES_ON");
            assertThat(ready(service)).startsWith("200");
            var key = key(service);
            assertThat(key).startsWith("demo.shiming.example/rnr-audit/2+");
            var next = mirror.resolve("epoch-2"); // what is left of the ended epoch was mirrored again before
            awaitMirrored(service, next);
            assertThat(verify("epoch", key, next.toString(), ended, last.toString()))
                    .startsWith("0 ok: the epoch demo.shiming.example/rnr-audit/1 ended at ");
            var receipts = Files.writeString(
                    home.resolve("receipts"),
                    receipt.text("/receipt/entryId") + " " + receipt.text("/receipt/leafHash") + "\n");
            assertThat(verify("receipts", key, next.toString(), receipts.toString()))
                    .startsWith("3 LOST: 1 receipts");
            assertThat(office.sign(LATER, "again-1").status()).isEqualTo(201);
        }
    }

    private PackagedService start() throws IOException {
        return PackagedService.start(
                Files.createDirectory(home.resolve("service")), Map.of("shiming.audit.mirror", mirror.toString()));
    }

    /** A copy of the data directory, taken while the database is stopped. */
    private void backUp(PackagedService service) throws Exception {
        service.stop();
        run("cp", "-a", data(service), home.resolve("backup").toString());
        service.restart();
    }

    private void restore(PackagedService service) throws Exception {
        service.stop();
        run("rm", "-rf", data(service));
        run("cp", "-a", home.resolve("backup").toString(), data(service));
    }

    private static String data(PackagedService service) {
        return service.trial().resolve("postgres").toString();
    }

    private static void run(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }

    /** What an erasure leaves: its line in the register, and no key. */
    private static void erase(DatabaseRows databaseRows, Path register, String person) throws Exception {
        String line = "1 " + person + " 0193b2f0-0000-7000-8000-000000000001 2026-11-22T02:00:00Z\n";
        Files.writeString(register, line, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        databaseRows.run("DELETE FROM keyring.person_key WHERE person_id = " + person);
        databaseRows.run("UPDATE audit.entry SET person_id = NULL WHERE person_id = " + person);
    }

    /** Every entry is signed, and the mirror has the newest checkpoint. */
    private void awaitMirrored(PackagedService service) throws Exception {
        awaitMirrored(service, mirror);
    }

    private static void awaitMirrored(PackagedService service, Path mirror) throws Exception {
        try (var databaseRows = DatabaseRows.of(service)) {
            await().atMost(60, SECONDS).until(() -> {
                var log = LogState.of(databaseRows);
                var head = Files.readString(service.trial().resolve("log-head/checkpoint"));
                return log.queued() == 0
                        && log.signedSize() == log.leaves()
                        && Files.exists(mirror.resolve("checkpoint"))
                        && head.equals(Files.readString(mirror.resolve("checkpoint")));
            });
        }
    }

    /** The documented command, as production has it. */
    private String restoreLog(PackagedService service) throws Exception {
        var child = new Child(Files.createDirectory(home.resolve("restore-log")));
        ProductionInstance.settings(
                        service,
                        Certificates.make(home, "machine-a"),
                        Issuer.in(home),
                        URI.create("https://127.0.0.1:" + PackagedService.freePort()))
                .forEach(child::with);
        var output = home.resolve("restore-log.txt");
        var process = child.with("shiming.audit.mirror", mirror)
                .run(output, home.resolve("restore-log-errors.txt"), "restore-log");
        assertThat(process.waitFor(90, SECONDS)).isTrue();
        var said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static String ready(PackagedService service) throws Exception {
        return text(service.management().resolve("/q/health/ready"));
    }

    private static String key(PackagedService service) throws Exception {
        return text(service.base().resolve("/audit/v1/key")).substring(4).strip();
    }

    /** The status and the body. */
    private static String text(URI address) throws Exception {
        var request = HttpRequest.newBuilder(address).build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static List<String> lost(Shop shop) throws IOException {
        return shop.get("officer-1", "/v1/lost-registrations")
                .body()
                .path("lostRegistrations")
                .findValuesAsText("registrationId");
    }

    private static String verify(String... words) {
        var said = new ByteArrayOutputStream();
        int status = Verifier.run(new PrintStream(said, true, UTF_8), words);
        return status + " " + said.toString(UTF_8).strip();
    }
}

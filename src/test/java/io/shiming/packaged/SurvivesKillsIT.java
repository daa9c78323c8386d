package io.shiming.packaged;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Acknowledged means durable, and a retry never registers twice: whatever is killed, and whenever. Each test signs for
 * people of its own, so that their order does not matter.
 */
class SurvivesKillsIT {
    private static final int PEOPLE = 200;
    private static final int SAMPLE = 20;

    private static PackagedService service;
    private static Shop shop;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = PackagedService.start(home);
        shop = new Shop(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatWasAcknowledgedSurvivesAKilledService() throws Exception {
        // Given
        var people = SyntheticPerson.from(1_000, PEOPLE);
        var acknowledged = allSigned(people);
        var before = log();
        // When
        service.kill9();
        service.restart();
        // Then
        assertAllThere(acknowledged);
        assertShownAsSigned(people.subList(0, SAMPLE));
        assertLogGoesOn(before, acknowledged);
    }

    @Test
    void whatWasAcknowledgedSurvivesAKilledDatabase() throws Exception {
        // Given
        var people = SyntheticPerson.from(2_000, PEOPLE);
        var acknowledged = allSigned(people);
        var before = log();
        // When
        service.killPostgres9();
        var meanwhile = shop.sign(SyntheticPerson.number(2_900));
        service.restart();
        // Then
        assertThat(meanwhile.status()).isEqualTo(503);
        assertAllThere(acknowledged);
        assertShownAsSigned(people.subList(0, SAMPLE));
        assertLogGoesOn(before, acknowledged);
        assertThat(shop.sign(SyntheticPerson.number(2_900)).status()).isEqualTo(201);
    }

    @Test
    void aServiceKilledAtWorkKeepsEachPromiseAndDoublesNothing() throws Exception {
        assertNothingLostOrDoubled(SyntheticPerson.from(3_000, PEOPLE), service::kill9);
    }

    @Test
    void aDatabaseKilledAtWorkKeepsEachPromiseAndDoublesNothing() throws Exception {
        assertNothingLostOrDoubled(SyntheticPerson.from(4_000, PEOPLE), service::killPostgres9);
    }

    private static void assertNothingLostOrDoubled(List<SyntheticPerson> people, Runnable kill) throws Exception {
        // Given
        var before = log();
        try (var rush = new Rush(shop, people, PEOPLE / 3)) {
            rush.untilEnough();
            // When
            kill.run();
            rush.closeTheDoors();
            service.restart();
            // Then
            var acknowledged = acknowledged(rush);
            assertThat(acknowledged.size()).as("the kill came in the middle").isBetween(PEOPLE / 3, PEOPLE - 1);
            assertThat(statuses(rush))
                    .as("an answer is an acknowledgement or 'not now'")
                    .isSubsetOf(201, 503);
            assertAllThere(acknowledged);
            assertLogGoesOn(before, acknowledged);
            assertRetriesRegisterOnce(people, acknowledged);
        }
    }

    private static void assertRetriesRegisterOnce(
            List<SyntheticPerson> people, Map<SyntheticPerson, Reply> acknowledged) throws Exception {
        for (var person : people) {
            var retried = shop.sign(person);
            assertThat(retried.status()).isEqualTo(201);
            if (acknowledged.containsKey(person)) {
                assertThat(retried.body()).isEqualTo(acknowledged.get(person).body());
            }
        }
        assertNoDoubles(people);
    }

    private static Map<SyntheticPerson, Reply> allSigned(List<SyntheticPerson> people) throws Exception {
        try (var rush = new Rush(shop, people, people.size())) {
            return acknowledged(rush.untilEnough());
        }
    }

    private static Map<SyntheticPerson, Reply> acknowledged(Rush rush) {
        return rush.answers().entrySet().stream()
                .filter(each -> each.getValue().status() == 201)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<Integer> statuses(Rush rush) {
        return rush.answers().values().stream().map(Reply::status).collect(Collectors.toSet());
    }

    private static void assertAllThere(Map<SyntheticPerson, Reply> acknowledged) throws Exception {
        for (var each : acknowledged.entrySet()) {
            var status = shop.status(each.getKey());
            assertThat(status.body().path("mayActivate").asBoolean()).isTrue();
            assertThat(status.text("/registrationId")).isEqualTo(each.getValue().text("/registrationId"));
        }
        for (var each : acknowledged.entrySet().stream().limit(SAMPLE).toList()) {
            assertThat(shop.sign(each.getKey()).body())
                    .isEqualTo(each.getValue().body());
        }
        assertNoDoubles(acknowledged.keySet());
    }

    private static void assertShownAsSigned(List<SyntheticPerson> sample) throws Exception {
        for (var person : sample) {
            var shown = shop.lookUp(person);
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.text("/subscriber/name")).isEqualTo(person.name);
            assertThat(shown.text("/subscriber/documentNumber")).isEqualTo(person.documentNumber);
            assertThat(shown.text("/subscriber/address")).isEqualTo(person.address);
            assertThat(shown.text("/subscriber/serviceNumber")).isEqualTo(person.canonicalNumber());
            assertThat(shown.text("/subscriber/installationAddress"))
                    .isEqualTo(person.fixedInPlace() ? person.installationAddress : "");
        }
    }

    private static void assertNoDoubles(Iterable<SyntheticPerson> people) throws Exception {
        try (var books = Books.of(service)) {
            var contracts = books.texts("SELECT contract_ref FROM registry.registration");
            assertThat(contracts).doesNotHaveDuplicates();
            people.forEach(person -> assertThat(contracts).contains(person.contractRef()));
            assertThat(books.count("SELECT count(*) FROM registry.idempotency")).isEqualTo(contracts.size());
            assertThat(books.count("SELECT count(*) FROM registry.service_line"))
                    .isEqualTo(contracts.size());
            assertThat(books.count("SELECT count(*) FROM registry.number_directory"))
                    .isEqualTo(contracts.size());
        }
    }

    private static LogState log() throws Exception {
        try (var books = Books.of(service)) {
            return LogState.of(books);
        }
    }

    private static void assertLogGoesOn(LogState before, Map<SyntheticPerson, Reply> acknowledged) throws Exception {
        try (var books = Books.of(service)) {
            var first = LogState.of(books);
            assertThat(first.entries()).isEqualTo(first.leaves() + first.queued());
            await().atMost(30, SECONDS).until(() -> LogState.of(books).signedSize() >= first.entries());
            var after = LogState.of(books);
            assertThat(after.entries()).isGreaterThanOrEqualTo(before.entries() + SAMPLE);
            assertThat(after.strays()).isZero();
            assertThat(after.signedSize()).isGreaterThan(before.signedSize());
            assertThat(LogState.rootOf(books, before.signedSize())).isEqualTo(before.signedRoot());
            assertThat(LogState.rootOf(books, after.signedSize())).isEqualTo(after.signedRoot());
            assertThat(Files.readString(service.trial().resolve("log-head/checkpoint")))
                    .isEqualTo(LogState.of(books).checkpoint());
            assertReceiptsHold(books, acknowledged);
        }
    }

    private static void assertReceiptsHold(Books books, Map<SyntheticPerson, Reply> acknowledged) throws Exception {
        var inTheTree = books.texts("SELECT entry_id || ' ' || encode(leaf_hash, 'hex') FROM audit.leaf");
        assertThat(inTheTree)
                .containsAll(acknowledged.values().stream()
                        .map(reply -> reply.text("/receipt/entryId") + " " + reply.text("/receipt/leafHash"))
                        .toList());
    }
}

package io.shiming.registration;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shiming.packaged.AfterKillChecks;
import io.shiming.packaged.DatabaseRows;
import io.shiming.packaged.LogState;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SigningBurst;
import io.shiming.packaged.SyntheticPerson;
import io.shiming.packaged.WireReply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Acknowledged means durable, and a retry never registers twice, with each process killed at each moment. Each test
 * signs for people of its own, so that their order does not matter.
 */
class SurvivesKillsIT {
    private static final int PEOPLE = 200;
    private static final int SAMPLE = 20;
    private static final int TRANSFERS = 45; // of each kind of line fifteen

    private static PackagedService service;
    private static Shop shop;
    private static AfterKillChecks aftermath;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = PackagedService.start(home, PackagedService.PATIENT);
        shop = new Shop(service);
        aftermath = new AfterKillChecks(service, shop, SAMPLE);
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
        aftermath.assertAllThere(acknowledged);
        aftermath.assertShownAsSigned(people.subList(0, SAMPLE));
        aftermath.assertLogGoesOn(before, acknowledged);
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
        aftermath.assertAllThere(acknowledged);
        aftermath.assertShownAsSigned(people.subList(0, SAMPLE));
        aftermath.assertLogGoesOn(before, acknowledged);
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

    /**
     * At an arbitrary moment; between the end of the old line and the beginning of the new one; and between that and
     * the link of the two.
     */
    @ParameterizedTest
    @CsvSource({"5_000, ''", "6_000, keyring.person_key", "7_000, registry.succession"})
    void aServiceKilledWithinATransferLeavesEachLineToOnePerson(String first, String waitsFor) throws Exception {
        // Given
        int from = Integer.parseInt(first.replace("_", ""));
        var givers = SyntheticPerson.from(from, TRANSFERS);
        var takers = SyntheticPerson.from(from + TRANSFERS, TRANSFERS);
        allSigned(givers);
        try (var signingBurst =
                new SigningBurst(taker -> transfer(taker, givers), takers, waitsFor.isEmpty() ? TRANSFERS / 3 : 0)) {
            // When
            killWithin(signingBurst, waitsFor);
            signingBurst.closeTheDoors();
            service.restart();
            // Then
            assertThat(statuses(signingBurst)).isSubsetOf(201, 503);
            var acknowledged = acknowledged(signingBurst);
            assertThat(acknowledged.size()).as("the kill came in the middle").isLessThan(TRANSFERS);
            int given = 0;
            for (var taker : takers) given += assertOneHolds(giver(taker, givers), taker, acknowledged.get(taker));
            try (var books = DatabaseRows.of(service)) {
                AfterKillChecks.assertEveryNumberHasOneHolder(books);
            }
            System.out.printf(
                    "%d of %d transfers done at the kill, %d answered%n", given, TRANSFERS, acknowledged.size());
            // And the same keys bring them to their end
            for (var taker : takers) {
                assertThat(transfer(taker, givers).status()).isEqualTo(201);
                assertThat(assertOneHolds(giver(taker, givers), taker, acknowledged.get(taker)))
                        .isEqualTo(1);
            }
            aftermath.assertNoDoubles(takers);
        }
    }

    /** Kills while the transfers wait for the table, or as soon as enough of them are done. */
    private static void killWithin(SigningBurst signingBurst, String waitsFor) throws Exception {
        if (waitsFor.isEmpty()) {
            signingBurst.untilEnough();
            service.kill9();
            return;
        }
        try (var books = DatabaseRows.of(service)) {
            books.run("BEGIN; LOCK TABLE " + waitsFor + " IN SHARE MODE");
            await().atMost(20, SECONDS)
                    .pollInterval(20, MILLISECONDS)
                    .until(() -> books.count("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '"
                                    + waitsFor + "'::regclass")
                            > 0);
            service.kill9();
            books.run("ROLLBACK");
        }
    }

    /** 1 if the taker holds the line, 0 if the giver still holds it. Both, neither or a third person is a failure. */
    private static int assertOneHolds(SyntheticPerson giver, SyntheticPerson taker, @Nullable WireReply acknowledged)
            throws Exception {
        var name = shop.lookUp(giver).text("/subscriber/name"); // the present holder of the line
        assertThat(name).isIn(giver.name, taker.name);
        if (acknowledged != null) {
            assertThat(name).isEqualTo(taker.name);
            assertThat(shop.status(giver).text("/registrationId")).isEqualTo(acknowledged.text("/registrationId"));
        }
        return name.equals(taker.name) ? 1 : 0;
    }

    private static WireReply transfer(SyntheticPerson taker, List<SyntheticPerson> givers) throws IOException {
        return shop.transfer(giver(taker, givers), taker);
    }

    private static SyntheticPerson giver(SyntheticPerson taker, List<SyntheticPerson> givers) {
        return givers.get(taker.n - givers.get(0).n - TRANSFERS);
    }

    private static void assertNothingLostOrDoubled(List<SyntheticPerson> people, Runnable kill) throws Exception {
        // Given
        var before = log();
        try (var signingBurst = new SigningBurst(shop, people, PEOPLE / 3)) {
            signingBurst.untilEnough();
            // When
            kill.run();
            signingBurst.closeTheDoors();
            service.restart();
            // Then
            var acknowledged = acknowledged(signingBurst);
            assertThat(acknowledged.size()).as("the kill came in the middle").isBetween(PEOPLE / 3, PEOPLE - 1);
            assertThat(statuses(signingBurst))
                    .as("an answer is an acknowledgement or 'not now'")
                    .isSubsetOf(201, 503);
            aftermath.assertAllThere(acknowledged);
            aftermath.assertLogGoesOn(before, acknowledged);
            assertRetriesRegisterOnce(people, acknowledged);
        }
    }

    private static void assertRetriesRegisterOnce(
            List<SyntheticPerson> people, Map<SyntheticPerson, WireReply> acknowledged) throws Exception {
        for (var person : people) {
            var retried = shop.sign(person);
            assertThat(retried.status()).isEqualTo(201);
            if (acknowledged.containsKey(person)) {
                assertThat(retried.body()).isEqualTo(acknowledged.get(person).body());
            }
        }
        aftermath.assertNoDoubles(people);
    }

    private static Map<SyntheticPerson, WireReply> allSigned(List<SyntheticPerson> people) throws Exception {
        try (var signingBurst = new SigningBurst(shop, people, people.size())) {
            return acknowledged(signingBurst.untilEnough());
        }
    }

    private static Map<SyntheticPerson, WireReply> acknowledged(SigningBurst signingBurst) {
        return signingBurst.answers().entrySet().stream()
                .filter(each -> each.getValue().status() == 201)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<Integer> statuses(SigningBurst signingBurst) {
        return signingBurst.answers().values().stream().map(WireReply::status).collect(Collectors.toSet());
    }

    private static LogState log() throws Exception {
        try (var books = DatabaseRows.of(service)) {
            return LogState.of(books);
        }
    }
}

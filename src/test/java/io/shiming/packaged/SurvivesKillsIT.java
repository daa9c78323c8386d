package io.shiming.packaged;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static Aftermath aftermath;

    @BeforeAll
    static void start(@TempDir Path home) {
        service = PackagedService.start(home);
        shop = new Shop(service);
        aftermath = new Aftermath(service, shop, SAMPLE);
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
            aftermath.assertAllThere(acknowledged);
            aftermath.assertLogGoesOn(before, acknowledged);
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
        aftermath.assertNoDoubles(people);
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

    private static LogState log() throws Exception {
        try (var books = Books.of(service)) {
            return LogState.of(books);
        }
    }
}

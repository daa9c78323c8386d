package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.packaged.AfterKillChecks;
import io.shiming.packaged.DatabaseRows;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SigningBurst;
import io.shiming.packaged.SyntheticPerson;
import io.shiming.packaged.WireReply;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault R1: the service is killed twenty times at arbitrary moments, with eight counters at work. */
@Tag("heavy")
class TwentyKillsIT {
    private static final int KILLS = 20;
    private static final int PEOPLE = 150;

    private final SplittableRandom moments = new SplittableRandom();

    @Test
    void everyAcknowledgedRegistrationIsThereAndNoKeyRegisteredTwice(@TempDir Path home) throws Exception {
        try (var service = PackagedService.start(home)) {
            // Given
            var shop = new Shop(service);
            var acknowledged = new HashMap<SyntheticPerson, WireReply>();
            int unanswered = 0;
            // When
            for (int kill = 0; kill < KILLS; kill++) {
                var people = SyntheticPerson.from(200_000 + 1_000 * kill, PEOPLE);
                try (var signingBurst = new SigningBurst(shop, people, moments.nextInt(1, PEOPLE))) {
                    signingBurst.untilEnough();
                    service.kill9();
                    signingBurst.closeTheDoors();
                    service.restart();
                    acknowledged.putAll(signed(signingBurst));
                    unanswered += PEOPLE - signingBurst.answers().size();
                }
                for (var person : people) acknowledged.put(person, retried(shop, person, acknowledged));
            }
            // Then
            new AfterKillChecks(service, shop, 50).assertAllThere(acknowledged);
            assertActivationsAreVerified(service);
            System.out.printf(
                    "%d kills, %d registrations acknowledged, %d of them only when repeated%n",
                    KILLS, acknowledged.size(), unanswered);
        }
    }

    /** The same key again: what was acknowledged is answered as before, what was not is registered now. */
    private static WireReply retried(Shop shop, SyntheticPerson person, Map<SyntheticPerson, WireReply> before)
            throws Exception {
        var reply = shop.sign(person);
        assertThat(reply.status()).isEqualTo(201);
        if (before.containsKey(person)) {
            assertThat(reply.body()).isEqualTo(before.get(person).body());
        }
        return reply;
    }

    /** No line without a passed verification, and no person with more than five cards. */
    private static void assertActivationsAreVerified(PackagedService service) throws Exception {
        try (var books = DatabaseRows.of(service)) {
            assertThat(books.count("SELECT count(*) FROM registry.service_line l LEFT JOIN registry.verification v"
                            + " USING (person_id, registration_id) WHERE v.result IS DISTINCT FROM 'MATCH'"))
                    .isZero();
            assertThat(books.count("SELECT coalesce(max(mobile_lines), 0) FROM registry.person"))
                    .isLessThanOrEqualTo(5);
        }
    }

    private static Map<SyntheticPerson, WireReply> signed(SigningBurst signingBurst) {
        return signingBurst.answers().entrySet().stream()
                .filter(each -> each.getValue().status() == 201)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

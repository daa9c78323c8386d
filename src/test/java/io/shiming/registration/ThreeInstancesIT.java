package io.shiming.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.packaged.AnotherInstance;
import io.shiming.packaged.DatabaseRows;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SyntheticPerson;
import io.shiming.packaged.WireReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statutory number over three processes on one database: two hundred openings at once, and five succeed. */
class ThreeInstancesIT {
    private static final int OPENINGS = 200;
    private static final int REPETITIONS = 5;

    private static PackagedService first;
    private static List<AnotherInstance> others;
    private static List<Shop> shops;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        first = PackagedService.start(Files.createDirectory(home.resolve("first")), PackagedService.PATIENT);
        others = List.of(another(home, "second"), another(home, "third"));
        shops = List.of(
                new Shop(first),
                new Shop(first, others.get(0).base()),
                new Shop(first, others.get(1).base()));
    }

    private static AnotherInstance another(Path home, String name) throws IOException {
        return AnotherInstance.beside(first, Files.createDirectory(home.resolve(name)), PackagedService.PATIENT);
    }

    @AfterAll
    static void stop() {
        others.forEach(AnotherInstance::close);
        first.close();
    }

    @Test
    void ofTwoHundredOpeningsOverThreeInstancesExactlyFiveSucceed() throws Exception {
        // Given
        var holder = SyntheticPerson.number(100_002);
        var lines = lines(101_000, OPENINGS);
        // When
        var answers =
                together(OPENINGS, i -> untilDecided(shops.get(i % 3), holder, lines.get(i), "open-" + lines.get(i).n));
        // Then
        assertThat(answers).allSatisfy(each -> assertThat(each.status()).isIn(201, 409));
        assertThat(answers.stream().filter(each -> each.status() == 201)).hasSize(5);
        assertThat(answers.stream().filter(each -> each.status() == 409))
                .hasSize(OPENINGS - 5)
                .allSatisfy(each -> assertThat(each.text("/code")).isEqualTo("CARD_LIMIT"));
        assertCards(answers.stream().filter(each -> each.status() == 201).toList());
    }

    @Test
    void repetitionsOfOneKeyOverThreeInstancesRegisterOnce() throws Exception {
        // Given
        var holder = SyntheticPerson.number(100_005);
        int keys = OPENINGS / REPETITIONS;
        var lines = lines(103_000, keys);
        // When
        var answers = together(OPENINGS, i -> {
            var line = lines.get(i % keys);
            return untilDecided(shops.get(i % 3), holder, line, "again-" + line.n);
        });
        // Then
        Set<String> registrations = new HashSet<>();
        for (int key = 0; key < keys; key++) {
            Set<String> ofKey = new HashSet<>();
            for (int i = key; i < OPENINGS; i += keys) {
                ofKey.add(answers.get(i).status() + answers.get(i).text("/registrationId"));
            }
            assertThat(ofKey).as("one answer for one key").hasSize(1);
            if (ofKey.iterator().next().startsWith("201")) registrations.addAll(ofKey);
        }
        assertThat(registrations).hasSize(5);
        assertCards(answers.stream().filter(each -> each.status() == 201).toList());
    }

    @Test
    void ofTwoHundredLookupsOverThreeInstancesExactlySixtyAreAnswered() throws Exception {
        // Given
        var person = SyntheticPerson.number(104_001);
        assertThat(untilDecided(shops.get(0), person, person, "looked-up").status())
                .isEqualTo(201);
        // When
        var answers = together(OPENINGS, i -> untilAnswered(shops.get(i % 3), person));
        // Then
        assertThat(answers.stream().filter(each -> each.status() == 200)).hasSize(60);
        assertThat(answers.stream().filter(each -> each.status() != 200))
                .hasSize(OPENINGS - 60)
                .allSatisfy(each -> assertThat(each.text("/code")).isEqualTo("QUOTA_EXCEEDED"));
    }

    private static WireReply untilAnswered(Shop shop, SyntheticPerson person) throws IOException {
        var question = Map.of("line", person.line(), "purpose", "CUSTOMER_SERVICE", "legalBasis", "CONTRACT");
        var reply = shop.post("clerk-1", "/v1/lookups", question);
        for (int again = 0; reply.status() == 503 && again < 20; again++) {
            reply = shop.post("clerk-1", "/v1/lookups", question);
        }
        return reply;
    }

    /** The register agrees: five lines, five counted, all of one person. */
    private static void assertCards(List<WireReply> signed) throws Exception {
        try (var books = DatabaseRows.of(first)) {
            var person = books.texts("SELECT DISTINCT person_id FROM registry.registration WHERE public_id IN ('"
                    + String.join(
                            "','",
                            signed.stream()
                                    .map(each -> each.text("/registrationId"))
                                    .toList()) + "')");
            assertThat(person).hasSize(1);
            String of = " WHERE person_id = " + person.get(0);
            assertThat(books.count("SELECT count(*) FROM registry.service_line" + of))
                    .isEqualTo(5);
            assertThat(books.count("SELECT count(*) FROM registry.registration" + of))
                    .isEqualTo(5);
            assertThat(books.count("SELECT mobile_lines FROM registry.person" + of))
                    .isEqualTo(5);
        }
    }

    private static List<SyntheticPerson> lines(int from, int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> SyntheticPerson.number(from - from % 3 + 3L * i)) // every third has a mobile number
                .toList();
    }

    /** As a point of sale does: 503 means nothing, the same key is sent again. */
    private static WireReply untilDecided(Shop shop, SyntheticPerson holder, SyntheticPerson line, String key)
            throws IOException {
        var reply = shop.sign(holder, line, key);
        for (int again = 0; reply.status() == 503 && again < 20; again++) {
            reply = shop.sign(holder, line, key);
        }
        return reply;
    }

    private interface Call {
        WireReply of(int number) throws IOException;
    }

    private static List<WireReply> together(int callers, Call call) throws Exception {
        var pool = Executors.newFixedThreadPool(callers);
        var start = new CyclicBarrier(callers);
        try {
            var running = new ArrayList<Future<WireReply>>();
            for (int i = 0; i < callers; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return call.of(number);
                }));
            }
            var answers = new ArrayList<WireReply>();
            for (var each : running) answers.add(each.get(120, TimeUnit.SECONDS));
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }
}

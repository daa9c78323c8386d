package io.shiming.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a thief of the whole disk reads: data files, write-ahead log, logs, temporary files and what crashes leave, but
 * nobody's name, document, number or address, in any form, nor a hash of one that needs no key.
 */
class NothingReadableAtRestIT {
    private static final List<SyntheticPerson> SUBSCRIBERS = SyntheticPerson.from(10_000, 1_000);
    private static final List<SyntheticPerson> REFUSED = SyntheticPerson.from(11_000, 40);
    private static final List<SyntheticPerson> WAITING = SyntheticPerson.from(12_000, 10);

    private final PackagedService service;
    private final Shop shop;

    NothingReadableAtRestIT(@TempDir Path home) {
        service = PackagedService.start(home, Map.of("shiming.access.honey-plant-every", "1h"));
        shop = new Shop(service);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void noFileHoldsAnythingOfAnybody() throws Exception {
        // Given
        var needles = needles();
        subscribersSign();
        othersAreRefused();
        someWaitForTheAuthority();
        // When, Then
        checkpoint();
        everyStoreHasItsDecoy();
        assertNothingIsReadable(needles);
        service.kill9();
        service.restart();
        for (var person : SUBSCRIBERS.subList(0, 200))
            assertThat(shop.lookUp(person).status()).isEqualTo(200);
        service.stop();
        assertThat(service.postgres().pid()).isEmpty();
        assertNothingIsReadable(needles);
    }

    // Planted at the first start, by nobody's hand.
    private void everyStoreHasItsDecoy() throws Exception {
        try (var books = Books.of(service)) {
            assertThat(books.count("SELECT count(*) FROM registry.honey_store"))
                    .isEqualTo(books.count("SELECT count(*) FROM registry.store"));
            assertThat(books.count("SELECT count(*) FROM registry.registration WHERE code = 'IDENTITY_UNKNOWN'"))
                    .isEqualTo(books.count("SELECT count(*) FROM registry.store"));
        }
    }

    private void assertNothingIsReadable(Needles needles) {
        var search = Search.under(service.home(), needles);
        assertThat(search.hits()).isEmpty();
        // The searcher reads what the people left: the contract's reference is stored as it is, in table and log.
        var control = Search.under(service.trial().resolve("postgres"), contracts());
        assertThat(control.hits().stream().anyMatch(hit -> hit.startsWith("pg_wal/")))
                .isTrue();
        assertThat(control.hits().stream().filter(hit -> hit.startsWith("base/")))
                .hasSizeGreaterThanOrEqualTo(SUBSCRIBERS.size());
    }

    // What is in the server's memory only would be missed.
    private void checkpoint() throws Exception {
        try (var books = Books.of(service)) {
            books.run("CHECKPOINT");
        }
    }

    private void subscribersSign() throws Exception {
        try (var rush = new Rush(shop, SUBSCRIBERS, SUBSCRIBERS.size())) {
            rush.untilEnough();
        }
        for (var person : SUBSCRIBERS.subList(0, 50)) {
            assertThat(shop.lookUp(person).text("/subscriber/name")).isEqualTo(person.name);
        }
    }

    // What is refused leaves traces too: an entry, a metric, a log line. None may be of the person.
    private void othersAreRefused() throws Exception {
        for (var person : REFUSED) {
            var signing = new TreeMap<>(person.signing());
            signing.put("capture", "a text where an object belongs");
            assertThat(shop.post("clerk-1", "/v1/registrations", signing, "Idempotency-Key", "r" + person.n)
                            .status())
                    .isEqualTo(400);
            String torn = "{\"subscriber\":{\"name\":\"" + person.name + "\",\"address\":\"" + person.address;
            assertThat(shop.post("clerk-1", "/v1/registrations", torn).status()).isEqualTo(400);
            assertThat(shop.lookUp(person).status()).isEqualTo(404);
            assertThat(shop.post("clerk-1", "/v1/lines/status", person.line()).status())
                    .isEqualTo(403);
        }
        for (var person : SUBSCRIBERS.subList(0, 20)) {
            assertThat(shop.sign(person, "again-" + person.n).status()).isEqualTo(409); // the number is taken
        }
    }

    private void someWaitForTheAuthority() throws Exception {
        shop.authority("down");
        for (var person : WAITING) assertThat(shop.sign(person).status()).isEqualTo(202);
        shop.authority("normal");
    }

    private static Needles needles() {
        var needles = new Needles();
        for (var people : List.of(SUBSCRIBERS, REFUSED, WAITING)) people.forEach(person -> plant(person, needles));
        return needles;
    }

    private static void plant(SyntheticPerson person, Needles needles) {
        plant("name", person.name, person, needles);
        plant("document number", person.documentNumber, person, needles);
        plant("document as indexed", person.canonicalDocument(), person, needles);
        plant("number", person.number, person, needles);
        plant("number as indexed", person.canonicalNumber(), person, needles);
        plant("address", person.address, person, needles);
        plant("installation address", person.installationAddress, person, needles);
    }

    private static void plant(String what, String text, SyntheticPerson person, Needles needles) {
        Forms.of(text).forEach((form, bytes) -> needles.add(bytes, what + " of " + person + " as " + form));
    }

    private static Needles contracts() {
        var contracts = new Needles();
        SUBSCRIBERS.forEach(person -> contracts.add(person.contractRef().getBytes(UTF_8), "contract of " + person));
        return contracts;
    }
}

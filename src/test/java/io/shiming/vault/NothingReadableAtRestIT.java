package io.shiming.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shiming.evidence.Specimen;
import io.shiming.packaged.DatabaseRows;
import io.shiming.packaged.Forms;
import io.shiming.packaged.Needles;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.Search;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SigningBurst;
import io.shiming.packaged.SyntheticFirm;
import io.shiming.packaged.SyntheticPerson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a thief of the whole disk reads: data files, write-ahead log, logs, temporary files and what crashes leave, but
 * no person's name, document, number or address, in any form, nor a hash of one that needs no key.
 */
class NothingReadableAtRestIT {
    private static final List<SyntheticPerson> SUBSCRIBERS = SyntheticPerson.from(10_000, 1_000);
    private static final List<SyntheticPerson> REFUSED = SyntheticPerson.from(11_000, 40);
    private static final List<SyntheticPerson> WAITING = SyntheticPerson.from(12_000, 10);

    private static final List<SyntheticFirm> FIRMS =
            List.of(SyntheticFirm.number(13_002), SyntheticFirm.number(13_100));
    private static final List<SyntheticPerson> AGENTS = SyntheticPerson.from(13_200, 5);
    private static final List<SyntheticPerson> TAKERS = AGENTS.stream()
            .map(agent -> SyntheticPerson.number(13_300 + 3 * (agent.n - 13_200)))
            .toList();
    private static final List<SyntheticPerson> PHOTOGRAPHED = SyntheticPerson.from(13_400, 10);
    private static final int PIECE = 24;
    private static final String CANARY = "SHIMING-CANARY-IN-A-PHOTO";

    private final PackagedService service;
    private final Shop shop;

    NothingReadableAtRestIT(@TempDir Path home) {
        service = PackagedService.start(home, Map.of("shiming.access.decoy-plant-every", "5s"));
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
        organisationsSign();
        agentsGiveAway();
        photosAreTaken();
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

    // The service plants them itself, at the first start.
    private void everyStoreHasItsDecoy() throws Exception {
        try (var books = DatabaseRows.of(service)) {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(books.count("SELECT count(*) FROM registry.decoy_store"))
                            .isEqualTo(books.count("SELECT count(*) FROM registry.store")));
            // The job that asks the authority again refuses them in one of its rounds.
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(
                            books.count("SELECT count(*) FROM registry.registration WHERE code = 'IDENTITY_UNKNOWN'"))
                    .isEqualTo(books.count("SELECT count(*) FROM registry.store")));
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
        try (var books = DatabaseRows.of(service)) {
            books.run("CHECKPOINT");
        }
    }

    private void subscribersSign() throws Exception {
        try (var rush = new SigningBurst(shop, SUBSCRIBERS, SUBSCRIBERS.size())) {
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

    private void organisationsSign() throws Exception {
        for (var firm : FIRMS) {
            var reply = shop.post(
                    "clerk-1", "/v1/registrations", firm.signing(firm.user), "Idempotency-Key", "firm-" + firm.user.n);
            assertThat(reply.status()).as(reply.text("/code")).isEqualTo(201);
            assertThat(shop.lookUp(firm.user).text("/subscriber/name")).isEqualTo(firm.name);
        }
    }

    // Of a line that is there, by an agent: the one more person who is sealed with a registration.
    private void agentsGiveAway() throws Exception {
        for (int i = 0; i < AGENTS.size(); i++) {
            var giver = SUBSCRIBERS.get(300 + 3 * i); // a fixed line, and one of the same kind
            var form = TAKERS.get(i).takingOver(giver);
            @SuppressWarnings("unchecked")
            var former = (Map<String, Object>) Objects.requireNonNull(form.get("formerHolder"));
            var agent = AGENTS.get(i).shown();
            agent.put("authority", "LETTER-" + i);
            former.put("agent", agent);
            assertThat(shop.post("clerk-1", "/v1/registrations", form, "Idempotency-Key", "agent-" + i)
                            .status())
                    .isEqualTo(201);
        }
    }

    private void photosAreTaken() throws Exception {
        for (var person : PHOTOGRAPHED) {
            var photo = shop.photo(photo(person), "photo-" + person.n);
            if (person.n % 2 == 0) continue; // a photo that no signing uses
            var signing = person.signing();
            signing.put("livePhoto", photo);
            assertThat(shop.post("clerk-1", "/v1/registrations", signing, "Idempotency-Key", "seen-" + person.n)
                            .status())
                    .isEqualTo(201);
        }
        try (var books = DatabaseRows.of(service)) {
            assertThat(books.count("SELECT count(*) FROM registry.evidence")).isEqualTo(PHOTOGRAPHED.size());
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
        for (var firm : FIRMS) {
            firm.people().forEach(person -> plant(person, needles));
            plant("organisation's name", firm.name, firm.user, needles);
            plant("organisation's code", firm.code, firm.user, needles);
            plant("organisation's address", firm.address, firm.user, needles);
        }
        for (var people : List.of(AGENTS, TAKERS, PHOTOGRAPHED)) people.forEach(person -> plant(person, needles));
        PHOTOGRAPHED.forEach(person -> plantPhoto(person, needles));
        return needles;
    }

    /** Pieces of the file as it is sent and as it is kept, from where an image is like no other. */
    private static void plantPhoto(SyntheticPerson person, Needles needles) {
        var sent = photo(person);
        for (var file : List.of(sent, Specimen.kept(sent))) {
            for (int part = 4; part < 8; part++) {
                int from = file.length * part / 8;
                plant("photo", Arrays.copyOfRange(file, from, from + PIECE), person, needles);
            }
        }
        plant("text in a photo", CANARY + person.n, person, needles);
    }

    private static void plant(String what, byte[] piece, SyntheticPerson person, Needles needles) {
        Forms.of(piece).forEach((form, bytes) -> needles.add(bytes, what + " of " + person + " as " + form));
    }

    private static byte[] photo(SyntheticPerson person) {
        return Specimen.withCameraData(Specimen.noise(400, 300, person.n), CANARY + person.n, 160);
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

package io.shiming.packaged;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** What must hold after a kill, asked of the service over HTTP and of the database behind its back. */
public final class AfterKillChecks {
    private final PackagedService service;
    private final Shop shop;
    private final int sample;

    /** Looks closer at so many of those it is asked about. */
    public AfterKillChecks(PackagedService service, Shop shop, int sample) {
        this.service = service;
        this.shop = shop;
        this.sample = sample;
    }

    /** Each may go live, under the id that was acknowledged; a retry answers what the first attempt did. */
    public void assertAllThere(Map<SyntheticPerson, WireReply> acknowledged) throws Exception {
        for (var each : acknowledged.entrySet()) {
            var status = shop.status(each.getKey());
            assertThat(status.body().path("mayActivate").asBoolean()).isTrue();
            assertThat(status.text("/registrationId")).isEqualTo(each.getValue().text("/registrationId"));
        }
        for (var each : acknowledged.entrySet().stream().limit(sample).toList()) {
            assertThat(shop.sign(each.getKey()).body())
                    .isEqualTo(each.getValue().body());
        }
        assertNoDoubles(acknowledged.keySet());
    }

    /** Every field, unmasked, is what was signed. */
    public void assertShownAsSigned(List<SyntheticPerson> sample) throws Exception {
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

    /** One contract, one line, one number and one key for each registration, of these people and of all others. */
    public void assertNoDoubles(Iterable<SyntheticPerson> people) throws Exception {
        try (var databaseRows = DatabaseRows.of(service)) {
            var contracts = databaseRows.texts("SELECT contract_ref FROM registry.registration");
            assertThat(contracts).doesNotHaveDuplicates();
            people.forEach(person -> assertThat(contracts).contains(person.contractRef()));
            assertThat(databaseRows.count("SELECT count(*) FROM registry.idempotency"))
                    .isEqualTo(contracts.size());
            assertThat(databaseRows.count("SELECT count(*) FROM registry.service_line"))
                    .isEqualTo(contracts.size());
            assertEveryNumberHasOneHolder(databaseRows);
        }
    }

    /** Who has a number has a line that lives, and the other way round; who gave one away is known to the log, once. */
    public static void assertEveryNumberHasOneHolder(DatabaseRows databaseRows) throws Exception {
        String live = "SELECT count(*) FROM registry.service_line WHERE status <> 'CLOSED'";
        assertThat(databaseRows.count("SELECT count(*) FROM registry.number_directory"))
                .isEqualTo(databaseRows.count(live));
        assertThat(databaseRows.count("SELECT count(*) FROM registry.number_directory d JOIN registry.service_line l"
                        + " USING (person_id, registration_id) WHERE l.status <> 'CLOSED'"))
                .isEqualTo(databaseRows.count(live));
        long given = databaseRows.count("SELECT count(*) FROM registry.service_line WHERE status = 'CLOSED'");
        assertThat(databaseRows.count("SELECT count(*) FROM registry.succession s JOIN registry.registration r"
                        + " ON r.public_id = s.predecessor JOIN registry.service_line l"
                        + " ON l.person_id = r.person_id AND l.registration_id = r.registration_id"
                        + " WHERE l.status = 'CLOSED'"))
                .isEqualTo(given);
        assertThat(databaseRows.count("SELECT count(*) FROM audit.entry WHERE act = 'REGISTRATION_CHANGED'"))
                .isEqualTo(given);
        assertThat(databaseRows.count("SELECT count(*) FROM audit.entry WHERE act = 'REGISTRATION_SIGNED'"))
                .isEqualTo(databaseRows.count("SELECT count(*) FROM registry.registration"));
        assertThat(databaseRows.count(
                        "SELECT count(*) FROM registry.person p WHERE mobile_lines <> (SELECT count(*) FROM"
                                + " registry.service_line l WHERE l.person_id = p.person_id AND l.service_type = 'mobile'"
                                + " AND l.status <> 'CLOSED')"))
                .isZero();
    }

    /** The log has lost nothing and forked nowhere: what was signed before is a beginning of what is signed now. */
    public void assertLogGoesOn(LogState before, Map<SyntheticPerson, WireReply> acknowledged) throws Exception {
        try (var databaseRows = DatabaseRows.of(service)) {
            var first = LogState.of(databaseRows);
            assertThat(first.entries()).isEqualTo(first.leaves() + first.queued());
            await().atMost(30, SECONDS).until(() -> LogState.of(databaseRows).signedSize() >= first.entries());
            var after = LogState.of(databaseRows);
            assertThat(after.entries()).isGreaterThanOrEqualTo(before.entries() + sample);
            assertThat(after.strays()).isZero();
            assertThat(after.signedSize()).isGreaterThan(before.signedSize());
            assertThat(LogState.rootOf(databaseRows, before.signedSize())).isEqualTo(before.signedRoot());
            assertThat(LogState.rootOf(databaseRows, after.signedSize())).isEqualTo(after.signedRoot());
            assertThat(Files.readString(service.trial().resolve("log-head/checkpoint")))
                    .isEqualTo(LogState.of(databaseRows).checkpoint());
            assertReceiptsHold(databaseRows, acknowledged);
        }
    }

    private static void assertReceiptsHold(DatabaseRows databaseRows, Map<SyntheticPerson, WireReply> acknowledged)
            throws Exception {
        var inTheTree = databaseRows.texts("SELECT entry_id || ' ' || encode(leaf_hash, 'hex') FROM audit.leaf");
        assertThat(inTheTree)
                .containsAll(acknowledged.values().stream()
                        .map(reply -> reply.text("/receipt/entryId") + " " + reply.text("/receipt/leafHash"))
                        .toList());
    }
}

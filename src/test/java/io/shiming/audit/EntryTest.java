package io.shiming.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiming.audit.log.SyntheticClerk;
import io.shiming.audit.tree.Hash;
import io.shiming.problem.Code;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123456789Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void anEntrySaysWhoDidWhatWhenWhereAndWhy() {
        var entry = Entry.by(SyntheticClerk.OF_OPERATOR_ONE, Act.SUBJECT_LOOKED_UP, CLOCK)
                .purpose(Purpose.LAWFUL_ORDER, LegalBasis.COOPERATION_WITH_AUTHORITY)
                .caseRef("case-1")
                .policy("7")
                .fields(List.of("name", "address"))
                .count(1)
                .allowed();
        assertThat(json(entry))
                .isEqualTo("{\"act\":\"SUBJECT_LOOKED_UP\",\"actor\":\"clerk-7\",\"address\":\"192.0.2.17\","
                        + "\"at\":\"2030-01-01T00:00:00.123456Z\",\"caseRef\":\"case-1\",\"client\":\"pos-system\","
                        + "\"count\":1,\"dealer\":\"dealer-1\",\"decision\":\"ALLOWED\",\"entryId\":\"" + entry.id()
                        + "\",\"fields\":[\"name\",\"address\"],\"legalBasis\":\"COOPERATION_WITH_AUTHORITY\","
                        + "\"operator\":1,\"policy\":\"7\",\"purpose\":\"LAWFUL_ORDER\",\"role\":\"clerk\","
                        + "\"store\":\"store-1\",\"terminal\":\"terminal-3\",\"v\":1}");
    }

    @Test
    void aRefusalCarriesItsCode() {
        var entry = draft().refused(Code.CARD_LIMIT);
        assertThat(json(entry)).contains("\"decision\":\"REFUSED\"").contains("\"reason\":\"CARD_LIMIT\"");
    }

    @Test
    void bytesAreThoseOfTheReferenceCanonicalisation() throws IOException {
        var entry = draft().registration(new UUID(1, 2))
                .rowDigest(List.of("identity/1 " + "a".repeat(64)))
                .failed(Code.UNAVAILABLE);
        assertThat(entry.bytes()).isEqualTo(new JsonCanonicalizer(entry.bytes()).getEncodedUTF8());
    }

    @Test
    void theTimeAlwaysHasSixPlaces() {
        var midnight = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
        var entry = Entry.by(new ServiceItself(0, "expiry"), Act.REGISTRATION_EXPIRED, midnight)
                .allowed();
        assertThat(json(entry))
                .contains("\"at\":\"2030-01-01T00:00:00.000000Z\"")
                .doesNotContain("store");
    }

    @Test
    void idsSortByTimeAndTellIt() {
        var entry = draft().allowed();
        assertThat(entry.id().version()).isEqualTo(7);
        assertThat(EntryId.timeOf(entry.id())).isEqualTo(Instant.parse("2030-01-01T00:00:00.123Z"));
        assertThat(entry.id().toString()).isGreaterThan(EntryId.floor(NOW).toString());
        assertThat(entry.id().toString())
                .isLessThan(EntryId.floor(NOW.plusMillis(1)).toString());
    }

    @Test
    void aPlaceForThePersonIsLeftBetweenTheHalves() {
        var halves = draft().aroundSubject();
        var whole = new String(halves.head(), UTF_8) + "c".repeat(64) + new String(halves.tail(), UTF_8);
        assertThat(whole).contains("\"subject\":\"" + "c".repeat(64) + "\"").contains("\"decision\":\"ALLOWED\"");
        assertThat(whole).contains(halves.id().toString());
    }

    @Test
    void aReferenceThatQuotesTheMembersNameDoesNotMoveThePlace() {
        var halves = draft().caseRef("\"subject\":\"").aroundSubject();
        assertThat(new String(halves.head(), UTF_8)).endsWith(",\"subject\":\"").contains("terminal".substring(0, 1));
        assertThat(new String(halves.tail(), UTF_8)).startsWith("\",\"terminal\":");
    }

    @Test
    void onlyReferencesAndDigestsGoIn() {
        assertRefused(() -> draft().caseRef(""));
        assertRefused(() -> draft().caseRef("line\nbreak"));
        assertRefused(() -> draft().caseRef("x".repeat(201)));
        assertRefused(() -> draft().subject("A".repeat(64)));
        assertRefused(() -> draft().rowDigest(List.of("ab")));
        assertRefused(() -> draft().fields(List.of("name", "\u0000")));
    }

    @Test
    void anEntryBeyondSixteenKibibytesIsRefused() {
        assertRefused(
                () -> draft().fields(Collections.nCopies(90, "f".repeat(200))).allowed());
    }

    @Test
    void theLeafHashIsThatOfTheBytes() {
        var entry = draft().allowed();
        assertThat(entry.leafHash()).isEqualTo(Hash.ofLeaf(entry.bytes()));
        assertThat(Receipt.of(entry.id(), entry.leafHash().bytes()))
                .hasToString(entry.id() + " " + entry.leafHash().hex());
    }

    @Test
    void anEntryPrintsNothingButItsId() {
        assertThat(draft().allowed().toString()).doesNotContain("clerk");
        assertThat(draft().aroundSubject().toString()).doesNotContain("clerk");
    }

    private static EntryDraft draft() {
        return Entry.by(SyntheticClerk.OF_OPERATOR_ONE, Act.SUBJECT_LOOKED_UP, CLOCK);
    }

    private static String json(Entry entry) {
        return new String(entry.bytes(), UTF_8);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(IllegalArgumentException.class);
    }
}

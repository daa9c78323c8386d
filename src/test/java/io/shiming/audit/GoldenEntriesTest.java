package io.shiming.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.audit.log.SyntheticClerk;
import io.shiming.fixture.GoldenFile;
import io.shiming.problem.Code;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes of an entry are pinned: what is in a log is hashed as it was written, and read for as long as it is kept. */
class GoldenEntriesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00.123456Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final UUID ID = UUID.fromString("01a3d2b4-7c00-7000-8000-000000000001");

    @Test
    void theEntryOfEveryActIsTheGoldenOne() {
        var lines = new ArrayList<String>();
        for (var act : Act.values()) {
            lines.add(line(complete(act).allowed()));
        }
        GoldenFile.mustHold("audit-entries.jsonl", lines);
    }

    @Test
    void theEntryOfEveryOutcomePurposeAndBasisIsTheGoldenOne() {
        var lines = new ArrayList<String>();
        var service = new ServiceItself(0, "expiry");
        lines.add(line(Entry.by(service, Act.REGISTRATION_EXPIRED, CLOCK).allowed()));
        lines.add(line(complete(Act.REGISTRATION_REFUSED).refused(Code.CARD_LIMIT)));
        lines.add(line(complete(Act.VERIFICATION_ASKED).failed(Code.UNAVAILABLE)));
        for (var purpose : Purpose.values()) {
            lines.add(line(draft(Act.LOOKUP_REFUSED).purpose(purpose).refused(Code.CASE_REQUIRED)));
        }
        for (var basis : LegalBasis.values()) {
            var draft = draft(Act.SUBJECT_LOOKED_UP).purpose(Purpose.LAWFUL_ORDER, basis);
            lines.add(line(draft.allowed()));
        }
        lines.add(halves(draft(Act.SUBJECT_LOOKED_UP).aroundSubject()));
        lines.add(halves(draft(Act.LOOKUP_REFUSED).aroundSubject(Code.NOT_FOUND)));
        GoldenFile.mustHold("audit-outcomes.jsonl", lines);
    }

    private static EntryDraft draft(Act act) {
        return Entry.by(SyntheticClerk.OF_OPERATOR_ONE, act, CLOCK);
    }

    private static EntryDraft complete(Act act) {
        return draft(act)
                .purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .caseRef("case/2026-0001")
                .policy("7")
                .rule("L-12")
                .fields(List.of("name", "documentNumber"))
                .count(3)
                .minute(NOW.minusSeconds(60), List.of("ACCESS_REFUSED PERMISSION_DENIED 12"))
                .registration(new UUID(1, 2))
                .subject("5".repeat(64))
                .rowDigest(List.of("contract " + "a".repeat(64), "identity/1 " + "b".repeat(64)))
                .requestDigest("d".repeat(64));
    }

    /** The leaf hash and the bytes, under an id that does not change. */
    private static String line(Entry entry) {
        var json = new String(entry.bytes(), UTF_8).replace(entry.id().toString(), ID.toString());
        return new Entry(ID, entry.operator(), json.getBytes(UTF_8)).leafHash().hex() + " " + json;
    }

    private static String halves(EntryHalves halves) {
        var head = new String(halves.head(), UTF_8).replace(halves.id().toString(), ID.toString());
        return head + "|" + new String(halves.tail(), UTF_8);
    }
}

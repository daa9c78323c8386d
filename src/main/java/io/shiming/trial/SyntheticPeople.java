package io.shiming.trial;

import io.shiming.identity.IdentityRecord;
import io.shiming.identity.OnSiteEvidence;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.identity.document.CheckDigit;
import io.shiming.identity.document.DocumentNumber;
import io.shiming.identity.document.DocumentType;
import io.shiming.identity.document.IdentityDocument;
import io.shiming.identity.document.Validity;
import io.shiming.identity.name.PersonName;
import io.shiming.identity.number.MobileNumber;
import io.shiming.identity.text.PostalAddress;
import io.shiming.registration.store.IdentityPlace;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * People who signed nothing, invented to fill a register before it is measured: one mobile number each, sealed and
 * indexed by the service's own vault under a key of their own, so that the service finds and opens them like real
 * people.
 *
 * <p>Person n, from 1, has the number 138 and n in eight digits, and a resident card of a province-level address code,
 * which is never issued (GB/T 2260). The log has no entry of them: their rows name none, and an installation that has
 * them runs with {@code shiming.registration.sweep-every=off}, or the comparison of rows and log raises an alarm for
 * each. They are written into a {@link TrialDatabase} only, which refuses to be in production.
 */
public final class SyntheticPeople {
    /** Ids of theirs are above it; the sequences of a trial never come so far. */
    static final long BEFORE_FIRST = 1_000_000_000L;

    private static final int OPERATOR = 1;
    private static final int TOGETHER = 2_000;
    private static final PersonName NAME = PersonName.of("测试压测人");
    private static final OnSiteEvidence EVIDENCE = new OnSiteEvidence(null, "BENCH", null);

    private final TrialDatabase database;
    private final Vault vault;
    private final Clock clock;

    SyntheticPeople(TrialDatabase database, Vault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Makes up those who are still missing, on every core; what an interrupted run left is completed from its highest number.
     *
     * @param people how many there are to be, at most 99,999,999
     * @return how many were made up
     */
    public int untilThereAre(int people) {
        int have = highest();
        IntStream.iterate(have, from -> from < people, from -> from + TOGETHER)
                .parallel()
                .forEach(from -> write(from + 1, Math.min(from + TOGETHER, people)));
        return Math.max(0, people - have);
    }

    private int highest() {
        try (var superuser = database.superuser();
                var query = superuser.createStatement();
                var row = query.executeQuery(
                        "SELECT coalesce(max(person_id) - %1$d, 0) FROM registry.person".formatted(BEFORE_FIRST))) {
            row.next();
            return Math.max(0, row.getInt(1));
        } catch (SQLException e) {
            throw new IllegalStateException("the people could not be counted", e);
        }
    }

    /** One transaction; what references what is checked by the database, as for any row. */
    private void write(int first, int last) {
        var rows = new SyntheticRows(OPERATOR, clock.instant());
        IntStream.rangeClosed(first, last).forEach(n -> add(rows, n));
        try (var superuser = database.superuser()) {
            superuser.setAutoCommit(false);
            rows.copyInto(superuser);
            superuser.commit();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("people " + first + " to " + last + " could not be written", e);
        }
    }

    private void add(SyntheticRows rows, int n) {
        long id = BEFORE_FIRST + n;
        var card = residentCard(n, StatutoryDay.of(rows.at()));
        var line = MobileNumber.of(String.format(Locale.ROOT, "138%08d", n));
        var key = vault.newPersonKey(OPERATOR, id);
        rows.add(
                id,
                key,
                vault.toStore(OPERATOR, IndexKind.DOCUMENT, card.canonical()),
                vault.toStore(OPERATOR, IndexKind.NUMBER, line.canonical()),
                vault.seal(key, IdentityPlace.of(OPERATOR, id, id, 1), identity(n, card, line, rows.at())));
    }

    private static byte[] identity(int n, DocumentNumber card, MobileNumber line, Instant at) {
        var today = StatutoryDay.of(at);
        var document = IdentityDocument.of(card, LocalDate.of(2026, 1, 1), Validity.longTerm(), today);
        var address = PostalAddress.of("北京市测试区示例路" + n + "号");
        var person = PresentedPerson.of(NAME, document, address, new PresentedPerson.Notes(null, null, null), today);
        return IdentityRecord.of(person, line, null, null, null, EVIDENCE).toBytes();
    }

    /** The resident card of a person born from 1960 to 1979. The card may have no end date. */
    private static DocumentNumber residentCard(int n, LocalDate today) {
        var digits = String.format(
                Locale.ROOT,
                "%d0000%d%02d%02d%03d",
                12 + n / 6_720_000,
                1960 + n / 336 % 20,
                n / 28 % 12 + 1,
                n % 28 + 1,
                n / 6_720 % 1000);
        return DocumentNumber.of(DocumentType.RIC, digits + CheckDigit.gb11643(digits), today);
    }
}

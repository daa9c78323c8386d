package io.shiming.lookup.export;

import io.shiming.access.policy.Permits;
import io.shiming.audit.Act;
import io.shiming.audit.EntryHalves;
import io.shiming.identity.IdentityRecord;
import io.shiming.identity.day.FullYears;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.lookup.DisclosureGuard;
import io.shiming.lookup.SealedRecord;
import io.shiming.problem.Cause;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.store.DecoyMarks;
import io.shiming.vault.Vault;
import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Writes an export, sealed for its recipient, window by window: the entries of a window are on disk before its first seal
 * is opened, and nothing of it is kept here. A file that is not whole has no end and does not open.
 */
@ApplicationScoped
class ExportFile {
    private static final Logger LOG = Logger.getLogger(ExportFile.class);
    private static final int OF_AGE = 18;

    private final Exports exports;
    private final ExportRows rows;
    private final DecoyMarks decoys;
    private final Vault vault;
    private final Permits permits;
    private final DisclosureGuard disclosureGuard;
    private final Clock clock;

    ExportFile(
            Exports exports,
            ExportRows rows,
            DecoyMarks decoys,
            Vault vault,
            Permits permits,
            DisclosureGuard disclosureGuard,
            Clock clock) {
        this.exports = exports;
        this.rows = rows;
        this.decoys = decoys;
        this.vault = vault;
        this.permits = permits;
        this.disclosureGuard = disclosureGuard;
        this.clock = clock;
    }

    /** Writes the whole file, or throws and leaves a file that cannot be opened. */
    void write(Exports.Begun begun, OutputStream out) throws IOException {
        var count = new Count();
        try {
            var sealed = begun.terms().key().sealTo(out);
            var csv = new ExportCsv(
                    begun.terms().fields(),
                    begun.terms().spreadsheet(),
                    begun.decision().actor().actor(),
                    begun.receipt().entryId(),
                    sealed);
            csv.head();
            writeAll(begun, csv, count);
            exports.end(begun, true, count.records);
            count.over = true;
            sealed.close(); // the tag comes last
        } finally {
            if (!count.over) {
                endBadly(begun, count.records);
            }
        }
    }

    /** How far the file is. */
    private static final class Count {
        private int records;
        private boolean over;
    }

    private void writeAll(Exports.Begun begun, ExportCsv csv, Count count) throws IOException {
        decoys.reload();
        int operator = begun.decision().actor().operator();
        var last = ExportRows.Passed.BEFORE_ALL;
        for (var window = rows.behind(operator, last, begun.terms());
                !window.isEmpty();
                window = rows.behind(operator, last, begun.terms())) {
            last = window.get(window.size() - 1);
            writeWindow(begun, window, csv, count);
        }
    }

    private void writeWindow(Exports.Begun begun, List<ExportRows.Passed> window, ExportCsv csv, Count count)
            throws IOException {
        disclosureGuard.mustHold(); // asked again: an export outlasts the answer that it began with
        int operator = begun.decision().actor().operator();
        var wanted = window.stream()
                .map(ExportRows.Passed::found)
                .filter(Objects::nonNull)
                .filter(found -> !decoys.planted(operator, found.publicId()))
                .toList();
        var entries = new ArrayList<EntryHalves>();
        wanted.forEach(found -> entries.add(exports.draft(
                        begun.decision(),
                        Act.EXPORT_RECORD_OPENED,
                        begun.order().id())
                .count(1)
                .aroundSubject()));
        var told = wanted.isEmpty()
                ? List.of()
                : rows.tell(
                        operator, wanted.stream().map(SealedRecord::publicId).toList(), entries);
        for (int i = 0; i < wanted.size(); i++) {
            if (told.contains(wanted.get(i).publicId())) {
                writeOne(begun, wanted.get(i), entries.get(i), csv, count);
            }
        }
    }

    private void writeOne(Exports.Begun begun, SealedRecord found, EntryHalves entry, ExportCsv csv, Count count)
            throws IOException {
        var identity = open(begun, found);
        if (!begun.terms().minors() && mayBeMinor(identity)) {
            return;
        }
        if (count.records == begun.order().most()) { // more than was ordered: there is no such file
            throw Problem.of(Code.OUT_OF_RANGE);
        }
        csv.line(found, identity, entry.id());
        count.records++;
    }

    private IdentityRecord open(Exports.Begun begun, SealedRecord found) {
        var permit = permits.toShow(begun.decision(), found.person());
        try (var plain = vault.unseal(permit, found.key(), found.place(), found.sealed())) {
            return plain.read(IdentityRecord::from);
        } catch (Unopenable altered) {
            throw disclosureGuard.broken(begun.decision().actor(), found.publicId());
        }
    }

    /** A person whose birthday is not recorded is left out too. */
    private boolean mayBeMinor(IdentityRecord identity) {
        var today = StatutoryDay.of(clock.instant());
        return identity.organisation().isEmpty()
                && identity.bornOn()
                        .map(day -> FullYears.stillUnder(OF_AGE, day, today))
                        .orElse(true);
    }

    private void endBadly(Exports.Begun begun, int records) {
        try {
            exports.end(begun, false, records);
        } catch (RuntimeException failure) { // the order is used up all the same
            LOG.warnf("an export broke off and its end is not in the log: %s", Cause.named(failure));
        }
    }
}

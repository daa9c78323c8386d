package io.shiming.registration.integrity;

import io.shiming.registration.integrity.Discrepancy.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Compares the rows of one registration with what the log says was written for it. Of several entries that bind the same
 * row the latest holds: a row that still stands as an earlier one left it was turned back.
 */
final class RowCheck {
    private final SweptRegistration sweptRegistration;
    private final List<BoundRow> rows;
    private final List<WrittenEntry> entries;
    private final Map<String, WrittenEntry> binding = new HashMap<>();
    private final List<Discrepancy> found = new ArrayList<>();

    /** Entries in the order of their ids. */
    RowCheck(SweptRegistration sweptRegistration, List<BoundRow> rows, List<WrittenEntry> entries) {
        this.sweptRegistration = sweptRegistration;
        this.rows = rows;
        this.entries = entries;
        entries.forEach(entry -> entry.digests().keySet().forEach(name -> binding.put(name, entry)));
    }

    List<Discrepancy> discrepancies() {
        var seen = new HashSet<String>();
        for (var row : rows) {
            if (seen.add(row.name())) compare(row);
            else find(row.name(), Kind.INSERTED);
        }
        binding.keySet().stream().filter(name -> !seen.contains(name)).forEach(name -> find(name, Kind.DELETED));
        status();
        if (!sweptRegistration.holdsNumber() && (sweptRegistration.inName() || !sweptRegistration.pastKept())) {
            find("number", Kind.EDITED);
        }
        if (!sweptRegistration.cardsCounted()) find("cards", Kind.EDITED);
        if (!sweptRegistration.personTold()) find("person", Kind.EDITED);
        return found;
    }

    private void compare(BoundRow row) {
        var entry = binding.get(row.name());
        if (entry == null) {
            find(row.name(), Kind.INSERTED);
        } else if (!row.entry().equals(entry.id())
                || !row.digest().equals(entry.digests().get(row.name()))) {
            find(row.name(), isAsItOnceWas(row) ? Kind.ROLLED_BACK : Kind.EDITED);
        }
    }

    private boolean isAsItOnceWas(BoundRow row) {
        var latest = binding.get(row.name());
        return entries.stream()
                .anyMatch(entry ->
                        entry != latest && row.digest().equals(entry.digests().get(row.name())));
    }

    private void status() {
        var told = entries.stream().filter(entry -> !entry.status().isEmpty()).toList();
        if (told.isEmpty()) {
            find("status", Kind.INSERTED);
            return;
        }
        if (!standsBy(told.get(told.size() - 1))) {
            find("status", told.stream().anyMatch(this::standsBy) ? Kind.ROLLED_BACK : Kind.EDITED);
        }
    }

    private boolean standsBy(WrittenEntry entry) {
        return entry.status().equals(sweptRegistration.status())
                && entry.id().equals(sweptRegistration.entry())
                && entry.leaf().equals(sweptRegistration.leaf());
    }

    private void find(String row, Kind kind) {
        found.add(new Discrepancy(sweptRegistration.publicId(), row, kind));
    }
}

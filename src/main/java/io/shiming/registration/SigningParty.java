package io.shiming.registration;

import io.shiming.identity.PartyRole;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.vault.BlindIndex;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of {@code registry.party} that a signing writes: who acted beside the subscriber, found by the own document. */
record SigningParty(PartyRole role, BlindIndex document, Instant signedAt) {

    /** The columns that the entry binds, by their names. */
    SortedMap<String, String> columns() {
        var columns = new TreeMap<String, String>();
        columns.put("role", role.label());
        columns.put("document_index", HexFormat.of().formatHex(document.bytes()));
        columns.put("acted_from", BoundRows.time(signedAt));
        if (role.endsWithTheSigning()) columns.put("acted_until", BoundRows.time(signedAt));
        return columns;
    }

    /** The rows as {@code registry.sign} takes them; null where there is none. */
    static @Nullable String json(List<SigningParty> parties) {
        return parties.isEmpty()
                ? null
                : parties.stream().map(SigningParty::json).collect(Collectors.joining(",", "[", "]"));
    }

    private String json() {
        var columns = columns();
        columns.put("index_version", Integer.toString(document.keyVersion()));
        return BoundRows.json(columns);
    }
}

package io.shiming.registration;

import io.shiming.access.Actor;
import io.shiming.audit.RowDigest;
import io.shiming.vault.Sealed;
import io.shiming.verification.Answer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one write leaves behind for a registration, digested for the entry that binds them. Says in Java what
 * {@code db/bound-rows.sql} reads back; a column that is named in one must be named in the other.
 */
final class BoundRows {
    static final String CONTRACT = "contract";
    static final String IDENTITY = "identity/";
    static final String LINE = "line";
    static final String EVIDENCE = "evidence/";

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final byte[] salt = RowDigest.newSalt();
    private final SortedMap<String, String> ids = new TreeMap<>();
    private final List<String> digests = new ArrayList<>();

    BoundRows(int operator, long person, long registration) {
        ids.put("operator", Integer.toString(operator));
        ids.put("person", Long.toString(person));
        ids.put("registration", Long.toString(registration));
    }

    /** The contract's unchanging columns and the index its person is found by; not its status, which other entries tell. */
    BoundRows contract(
            Actor actor,
            Application application,
            UUID publicId,
            Contracts.Indexes indexes,
            @Nullable String documentIndex,
            Instant signedAt) {
        var columns = new TreeMap<>(ids);
        columns.put("publicId", publicId.toString());
        columns.put("contractRef", application.contractRef);
        columns.put("event", application.event());
        columns.put("serviceType", application.service.label());
        columns.put("numberIndex", hex(indexes.number().bytes()));
        columns.put(
                "documentIndex", documentIndex == null ? hex(indexes.document().bytes()) : documentIndex);
        columns.put("captureMethod", application.applicant.capture().label());
        var device = application.applicant.device();
        if (device != null) columns.put("captureDevice", device);
        if (application.applicant.organisation()) columns.put("organisation", "true");
        var product = application.product.kind;
        if (product != null) columns.put("productClass", product.label());
        actor.dealer().ifPresent(dealer -> columns.put("dealer", dealer));
        actor.store().ifPresent(store -> columns.put("store", store));
        columns.put("clerk", actor.actor());
        columns.put("signedAt", MICROSECONDS.format(signedAt));
        return add(CONTRACT, columns);
    }

    /** The contract of a legacy registration, likewise; no dealer or shop has signed it. */
    BoundRows legacy(Actor actor, LegacyContract contract, UUID publicId, String numberIndex, String documentIndex) {
        var columns = new TreeMap<>(ids);
        columns.put("publicId", publicId.toString());
        columns.put("contractRef", contract.contractRef);
        columns.put("event", "legacy_import");
        columns.put("serviceType", contract.service.label());
        columns.put("numberIndex", numberIndex);
        columns.put("documentIndex", documentIndex);
        for (String nobodys : List.of("captureMethod", "dealer", "store")) columns.put(nobodys, "legacy");
        columns.put("clerk", actor.actor());
        columns.put("signedAt", MICROSECONDS.format(contract.since));
        return add(CONTRACT, columns);
    }

    /** A version of the sealed identity. */
    BoundRows identity(int version, Sealed sealed, Instant createdAt) {
        var columns = new TreeMap<>(ids);
        columns.put("version", Integer.toString(version));
        columns.put("sealed", hex(sealed.bytes()));
        columns.put("createdAt", MICROSECONDS.format(createdAt));
        return add(IDENTITY + version, columns);
    }

    /** The line as it is opened, with the passed verification that permits it. */
    BoundRows line(String serviceType, Answer answer, Instant openedAt) {
        return line(LineState.opened(serviceType, answer, openedAt));
    }

    /** The line as a change leaves it. */
    BoundRows line(LineState line) {
        return add(LINE, columns(line));
    }

    /** What {@link RowDigest} is made of for a line of these ids. */
    SortedMap<String, String> columns(LineState line) {
        var columns = new TreeMap<>(ids);
        columns.put("serviceType", line.serviceType());
        columns.put("result", line.result());
        columns.put("provider", line.provider());
        columns.put("checkId", line.checkId());
        columns.put("checkedAt", MICROSECONDS.format(line.checkedAt()));
        columns.put("openedAt", MICROSECONDS.format(line.openedAt()));
        columns.put("status", line.status().name());
        if (line.reason() != null) columns.put("reason", line.reason());
        if (line.activatedAt() != null) columns.put("activatedAt", MICROSECONDS.format(line.activatedAt()));
        if (line.closedAt() != null) columns.put("closedAt", MICROSECONDS.format(line.closedAt()));
        return columns;
    }

    /** What the registration took over from, and by which papers. */
    BoundRows succession(String event, UUID predecessor, @Nullable FormerHolder former) {
        var columns = new TreeMap<>(ids);
        columns.put("event", event);
        columns.put("predecessor", predecessor.toString());
        if (former != null) {
            columns.put("release", former.release);
            if (former.actedBy != null) columns.put("actedBy", former.actedBy.part());
            if (former.deathCertificate != null) columns.put("deathCertificate", former.deathCertificate);
        }
        return add("succession", columns);
    }

    /** The images that belong to it from now on, by the hash of their ciphertext. */
    BoundRows pictures(List<UsablePictures.Kept> kept) {
        for (int i = 0; i < kept.size(); i++) {
            var columns = new TreeMap<>(ids);
            columns.put("evidence", kept.get(i).id().toString());
            columns.put("kind", kept.get(i).kind());
            columns.put("sealedHash", kept.get(i).hash());
            columns.put("takenAt", kept.get(i).takenAt());
            add(EVIDENCE + (i + 1), columns);
        }
        return this;
    }

    byte[] salt() {
        return salt.clone();
    }

    /** For the entry. */
    List<String> digests() {
        return List.copyOf(digests);
    }

    private BoundRows add(String name, SortedMap<String, String> columns) {
        digests.add(RowDigest.of(name, salt, columns));
        return this;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package io.shiming.registration.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.audit.row.CanonicalJson;
import io.shiming.audit.row.RowDigest;
import io.shiming.vault.Sealed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The rows that one write leaves behind for a registration, digested for the entry that binds them. The columns are named
 * by the types that own them, as {@code db/bound-rows.sql} reads them back; a column that is named in one must be named in
 * the other.
 */
public final class BoundRows {
    public static final String CONTRACT = "contract";
    public static final String IDENTITY = "identity/";
    public static final String LINE = "line";
    public static final String EVIDENCE = "evidence/";
    public static final String SUCCESSION = "succession";
    public static final String PARTY = "party/";
    public static final String JOIN = "join/";

    private static final Pattern WORD = Pattern.compile("_([a-z])");
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final byte[] salt = RowDigest.newSalt();
    private final SortedMap<String, String> ids = new TreeMap<>();
    private final List<String> digests = new ArrayList<>();

    public BoundRows(int operator, long person, long registration) {
        ids.put("operator", Integer.toString(operator));
        ids.put("person", Long.toString(person));
        ids.put("registration", Long.toString(registration));
    }

    /** One row: its own columns beside the ids that every row has. */
    public BoundRows add(String name, SortedMap<String, String> own) {
        digests.add(RowDigest.of(name, salt, columns(own)));
        return this;
    }

    /** A contract: the columns it states, and the indexes that its number and its person are found by. */
    public BoundRows contract(
            SortedMap<String, String> stated, String numberIndex, String documentIndex, boolean organisation) {
        var columns = digested(stated);
        columns.put("numberIndex", numberIndex);
        columns.put("documentIndex", documentIndex);
        if (organisation) columns.put("organisation", "true");
        return add(CONTRACT, columns);
    }

    /** A party: the columns it states. */
    public BoundRows party(String role, SortedMap<String, String> stated) {
        return add(PARTY + role, digested(stated));
    }

    private static SortedMap<String, String> digested(SortedMap<String, String> stated) {
        var columns = new TreeMap<String, String>();
        stated.forEach((column, value) -> columns.put(digested(column), value));
        return columns;
    }

    /** The name of a stated column in its digest, as {@code db/bound-rows.sql} makes it. */
    private static String digested(String column) {
        return switch (column) {
            case "dealer_code" -> "dealer";
            case "store_code" -> "store";
            default -> WORD.matcher(column).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
        };
    }

    /** The first version of the sealed identity. */
    public BoundRows identity(int version, Sealed sealed, Instant createdAt) {
        return identity(version, sealed, createdAt, new TreeMap<>());
    }

    /** A later version, with the columns that its correction states. */
    public BoundRows identity(int version, Sealed sealed, Instant createdAt, SortedMap<String, String> stated) {
        var columns = digested(stated);
        columns.put("version", Integer.toString(version));
        columns.put("sealed", HexFormat.of().formatHex(sealed.bytes()));
        columns.put("createdAt", time(createdAt));
        return add(IDENTITY + version, columns);
    }

    /** What {@link RowDigest} is made of for a row with these columns of its own. */
    public SortedMap<String, String> columns(SortedMap<String, String> own) {
        var columns = new TreeMap<>(ids);
        columns.putAll(own);
        return columns;
    }

    /** Columns as a function of the schema takes them. */
    public static String json(SortedMap<String, String> columns) {
        return new String(CanonicalJson.write(new TreeMap<String, Object>(columns)), UTF_8);
    }

    /** A time as a digested column has it. */
    public static String time(Instant at) {
        return MICROSECONDS.format(at);
    }

    public byte[] salt() {
        return salt.clone();
    }

    /** For the entry. */
    public List<String> digests() {
        return List.copyOf(digests);
    }
}

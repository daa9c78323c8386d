package io.shiming.packaged;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The audit log at one moment, read in one statement, since it grows all the time.
 *
 * @param entries all entries
 * @param leaves those with a place in the tree
 * @param queued those without one
 * @param strays leaves whose hash is not that of their entry
 * @param checkpoint the newest signed note; its second line is the size, its third the root
 */
public record LogState(long entries, long leaves, long queued, long strays, String checkpoint) {
    private static final String NOW =
            """
            SELECT concat_ws('|', (SELECT count(*) FROM audit.entry), (SELECT count(*) FROM audit.leaf),
              (SELECT count(*) FROM audit.queue),
              (SELECT count(*) FROM audit.leaf l LEFT JOIN audit.entry e USING (entry_id)
                WHERE e.leaf_hash IS DISTINCT FROM l.leaf_hash),
              coalesce((SELECT note FROM audit.checkpoint ORDER BY size DESC LIMIT 1), '%s'))
            """.formatted("unsigned\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="); // the empty tree

    public static LogState of(DatabaseRows databaseRows) throws SQLException {
        String[] parts = databaseRows.texts(NOW).get(0).split("\\|", 5);
        return new LogState(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                parts[4]);
    }

    public long signedSize() {
        return Long.parseLong(checkpoint.split("\n", -1)[1]);
    }

    String signedRoot() {
        return checkpoint.split("\n", -1)[2];
    }

    /** The root over the first leaves as RFC 6962, section 2.1 defines it, computed here and not by the service. */
    static String rootOf(DatabaseRows databaseRows, long size) throws SQLException {
        var leaves =
                databaseRows
                        .texts("SELECT encode(leaf_hash, 'hex') FROM audit.leaf WHERE idx < " + size + " ORDER BY idx")
                        .stream()
                        .map(HexFormat.of()::parseHex)
                        .toList();
        return Base64.getEncoder().encodeToString(root(leaves));
    }

    private static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) return leaves.get(0);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            if (leaves.isEmpty()) return digest.digest();
            int left = Integer.highestOneBit(leaves.size() - 1); // the largest power of two below the size
            digest.update((byte) 1);
            digest.update(root(leaves.subList(0, left)));
            return digest.digest(root(leaves.subList(left, leaves.size())));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}

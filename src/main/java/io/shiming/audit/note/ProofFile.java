package io.shiming.audit.note;

import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MerkleProof;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file that proves, without network or database, that an entry is in the log (C2SP tlog-proof).
 *
 * @param index place of the entry
 * @param hashes inclusion proof, leaf side first
 * @param checkpoint the signed note whose tree it is a proof for
 */
public record ProofFile(long index, List<Hash> hashes, String checkpoint) {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final Pattern EXTRA =
            Pattern.compile("extra (?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,18})");
    private static final int MOST_HASHES = 63;

    /** Keeps a copy of the hashes. */
    public ProofFile {
        hashes = List.copyOf(hashes);
        if (hashes.size() > MOST_HASHES) throw new IllegalArgumentException("no tree is so high");
    }

    /** Reads a proof file; a malformed one is an {@link IllegalArgumentException}. Its extra line is passed over. */
    public static ProofFile parse(String file) {
        int split = file.indexOf("\n\n");
        if (split < 0) throw new IllegalArgumentException("a proof without checkpoint");
        var lines = List.of(file.substring(0, split).split("\n", -1));
        if (!lines.get(0).equals(HEADER)) throw new IllegalArgumentException("not a proof file");
        int at = lines.size() > 1 && EXTRA.matcher(lines.get(1)).matches() ? 2 : 1;
        var index = INDEX.matcher(at < lines.size() ? lines.get(at) : "");
        if (!index.matches()) throw new IllegalArgumentException("no index where it belongs");
        var hashes = new ArrayList<Hash>();
        for (var line : lines.subList(at + 1, lines.size())) hashes.add(Hash.ofBase64(line));
        return new ProofFile(Long.parseLong(index.group(1)), hashes, file.substring(split + 2));
    }

    /** Whether this file proves that the log with this key has the entry with this leaf hash. */
    public boolean proves(Hash leaf, NoteKey log) {
        var tree = Checkpoint.parse(checkpoint, log);
        return MerkleProof.includes(index, leaf, hashes, tree.size(), tree.root());
    }

    /** The file's content. */
    @Override
    public String toString() {
        var file = new StringBuilder(HEADER).append("\nindex ").append(index).append('\n');
        for (var hash : hashes) file.append(hash.base64()).append('\n');
        return file.append('\n').append(checkpoint).toString();
    }
}

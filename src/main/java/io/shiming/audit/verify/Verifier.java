package io.shiming.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.ProofFile;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MerkleProof;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;

/** The offline verifier's command line. Exit status: 0 all is well, 1 tampered with, 2 the input cannot be used. */
public final class Verifier {
    private static final String USAGE = """
            VKEY is the log's verifier key, got from the operator in another way than the log.
              checkpoint  VKEY FILE           the key signed this checkpoint
              proof       VKEY FILE LEAF      the proof file proves the entry with this leaf hash (64 hex digits)
              consistency VKEY OLD NEW PROOF  checkpoint NEW extends checkpoint OLD (PROOF: a base64 hash a line)
              fsck        VKEY DIR            a mirror of the log is whole and is what was signed
              receipts    VKEY DIR FILE       and has every entry of my receipts (a line each: entry id, leaf hash)""";

    private Verifier() {}

    /** Runs one command and exits. */
    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        System.exit(run(out, arguments));
    }

    /** Runs one command, prints one line of what was found, and answers the exit status. */
    public static int run(PrintStream out, String... arguments) {
        try {
            out.println("ok: " + verify(arguments));
            return 0;
        } catch (Tampered e) {
            out.println("TAMPERED: " + e.getMessage());
            return 1;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            out.println("cannot be used: " + e.getMessage());
            return 2;
        }
    }

    private static String verify(String... arguments) throws IOException {
        var command = arguments.length == 0 ? "" : arguments[0] + " " + (arguments.length - 1);
        return switch (command) {
            case "checkpoint 2" -> checkpoint(NoteKey.parse(arguments[1]), arguments[2]);
            case "proof 3" -> proof(NoteKey.parse(arguments[1]), arguments[2], arguments[3]);
            case "consistency 4" -> consistency(NoteKey.parse(arguments[1]), arguments[2], arguments[3], arguments[4]);
            case "fsck 2" -> fsck(NoteKey.parse(arguments[1]), arguments[2]);
            case "receipts 3" -> receipts(NoteKey.parse(arguments[1]), arguments[2], arguments[3]);
            default -> throw new IllegalArgumentException("\n" + USAGE);
        };
    }

    private static String checkpoint(NoteKey key, String file) throws IOException {
        var checkpoint = LogDirectory.signed(text(file), key);
        return "size " + checkpoint.size() + ", root " + checkpoint.root();
    }

    private static String proof(NoteKey key, String file, String leaf) throws IOException {
        var proof = ProofFile.parse(text(file));
        LogDirectory.signed(proof.checkpoint(), key);
        if (!proof.proves(hash(leaf), key)) throw new Tampered("the proof does not prove this entry");
        return "entry at index " + proof.index();
    }

    private static String consistency(NoteKey key, String old, String next, String proof) throws IOException {
        var first = LogDirectory.signed(text(old), key);
        var second = LogDirectory.signed(text(next), key);
        var hashes = text(proof).lines().map(Hash::ofBase64).toList();
        if (!MerkleProof.extendsTo(first.size(), first.root(), hashes, second.size(), second.root())) {
            throw new Tampered("the newer log is not the older one with more entries");
        }
        return "size " + first.size() + " to " + second.size();
    }

    private static String fsck(NoteKey key, String directory) throws IOException {
        return LogCheck.leavesOf(new LogDirectory(Path.of(directory)), key).size() + " entries";
    }

    private static String receipts(NoteKey key, String directory, String file) throws IOException {
        var leaves = LogCheck.leavesOf(new LogDirectory(Path.of(directory)), key);
        var receipts = text(file).lines().toList();
        for (var receipt : receipts) {
            var parts = receipt.split(" ", -1);
            if (parts.length != 2) throw new IllegalArgumentException("a receipt is an entry id and a leaf hash");
            var leaf = leaves.get(UUID.fromString(parts[0]));
            if (leaf == null || !leaf.equals(hash(parts[1])))
                throw new Tampered("receipt " + parts[0] + ": not in the log");
        }
        return receipts.size() + " receipts among " + leaves.size() + " entries";
    }

    private static Hash hash(String hex) {
        return Hash.of(HexFormat.of().parseHex(hex));
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file), UTF_8);
    }
}

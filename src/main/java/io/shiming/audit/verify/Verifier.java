package io.shiming.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.audit.note.CosignerKey;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/**
 * The offline verifier's command line. Exit status: 0 all is well, 1 tampered with, 2 the input cannot be used, 3 a receipt
 * is of an entry that the log says is lost.
 */
public final class Verifier {
    private static final String USAGE = """
            VKEY is the log's verifier key, got from the operator in another way than the log.
              checkpoint  VKEY FILE           the key signed this checkpoint
              proof       VKEY FILE LEAF      the proof file proves the entry with this leaf hash (64 hex digits)
              consistency VKEY OLD NEW PROOF  checkpoint NEW extends checkpoint OLD (PROOF: a base64 hash a line)
              fsck        VKEY DIR            a mirror of the log is whole and is what was signed
              receipts    VKEY DIR FILE       and has every entry of my receipts (a line each: entry id, leaf hash)
              epoch       VKEY DIR OLD FILE   and goes on from the ended log with verifier key OLD, whose last checkpoint
                                              that I have is FILE
              rows        VKEY DIR DUMP       and the stored rows are as its entries say they were written
              subject     VKEY DIR KEYFILE    and these are all entries about the person with this commitment key
              handed      VKEY FILE           the entries that a person was handed in FILE are in the log and about the person
            After these, for each witness that must have signed the checkpoint: --witness VKEY
            After receipts, for each ended epoch that another key signed than VKEY's: --ended OLD""";

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
        } catch (LostReceipts e) {
            out.println("LOST: " + e.getMessage());
            return 3;
        } catch (Tampered e) {
            out.println("TAMPERED: " + e.getMessage());
            return 1;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            out.println("cannot be used: " + e.getMessage());
            return 2;
        }
    }

    private static String verify(String... arguments) throws IOException {
        var words = new ArrayList<>(List.of(arguments));
        var witnesses =
                taken(words, "--witness").stream().map(CosignerKey::parse).toList();
        var ended = taken(words, "--ended").stream().map(NoteKey::parse).toList();
        if (words.size() < 3 || (!ended.isEmpty() && !words.get(0).equals("receipts"))) {
            throw new IllegalArgumentException("\n" + USAGE);
        }
        return verify(words, new Signers(NoteKey.parse(words.get(1)), witnesses), ended);
    }

    /** Takes every occurrence of an option out of the words, and answers what stands behind each. */
    private static List<String> taken(List<String> words, String option) {
        var values = new ArrayList<String>();
        for (int at = words.indexOf(option); at >= 0; at = words.indexOf(option)) {
            if (at + 1 == words.size()) throw new IllegalArgumentException("\n" + USAGE);
            words.remove(at);
            values.add(words.remove(at));
        }
        return values;
    }

    private static String verify(List<String> words, Signers signers, List<NoteKey> ended) throws IOException {
        return switch (words.get(0) + " " + (words.size() - 1)) {
            case "checkpoint 2" -> checkpoint(signers, words.get(2));
            case "proof 3" -> proof(signers, words.get(2), words.get(3));
            case "consistency 4" -> consistency(signers, words.get(2), words.get(3), words.get(4));
            case "fsck 2" -> fsck(signers, words.get(2));
            case "epoch 4" ->
                EpochCheck.verify(
                        new LogDirectory(Path.of(words.get(2))),
                        signers,
                        NoteKey.parse(words.get(3)),
                        text(words.get(4)));
            case "receipts 3" -> receipts(signers, ended, words.get(2), words.get(3));
            case "rows 3" -> rows(signers, words.get(2), words.get(3));
            case "subject 3" -> subject(signers, words.get(2), words.get(3));
            case "handed 2" -> HandedProofs.verify(text(words.get(2)), signers);
            default -> throw new IllegalArgumentException("\n" + USAGE);
        };
    }

    private static String checkpoint(Signers signers, String file) throws IOException {
        var checkpoint = signers.checkpoint(text(file));
        return "size " + checkpoint.size() + ", root " + checkpoint.root();
    }

    private static String proof(Signers signers, String file, String leaf) throws IOException {
        var proof = ProofFile.parse(text(file));
        signers.checkpoint(proof.checkpoint());
        if (!proof.proves(hash(leaf), signers.log())) throw new Tampered("the proof does not prove this entry");
        return "entry at index " + proof.index();
    }

    private static String consistency(Signers signers, String old, String next, String proof) throws IOException {
        var first = signers.checkpoint(text(old));
        var second = signers.checkpoint(text(next));
        var hashes = text(proof).lines().map(Hash::ofBase64).toList();
        if (!MerkleProof.extendsTo(first.size(), first.root(), hashes, second.size(), second.root())) {
            throw new Tampered("the newer log is not the older one with more entries");
        }
        return "size " + first.size() + " to " + second.size();
    }

    private static String fsck(Signers signers, String directory) throws IOException {
        return LogCheck.leavesOf(new LogDirectory(Path.of(directory)), signers).size() + " entries";
    }

    private static String receipts(Signers signers, List<NoteKey> ended, String directory, String file)
            throws IOException {
        var log = new LogDirectory(Path.of(directory));
        var epochs = new EpochCheck();
        var missing = new LinkedHashMap<UUID, Hash>();
        var leaves = LogCheck.leavesOf(log, signers, epochs::entry);
        var receipts = text(file).lines().toList();
        for (var receipt : receipts) {
            var parts = receipt.split(" ", -1);
            if (parts.length != 2) throw new IllegalArgumentException("a receipt is an entry id and a leaf hash");
            var id = UUID.fromString(parts[0]);
            var leaf = leaves.get(id);
            if (leaf == null) missing.put(id, hash(parts[1]));
            else if (!leaf.equals(hash(parts[1]))) throw new Tampered("receipt " + id + ": not in the log");
        }
        if (!missing.isEmpty()) throw new LostReceipts(epochs.lost(missing, log, signers, ended));
        return receipts.size() + " receipts among " + leaves.size() + " entries";
    }

    private static String rows(Signers signers, String directory, String dump) throws IOException {
        var check = new RowsCheck();
        LogCheck.leavesOf(new LogDirectory(Path.of(directory)), signers, check::entry);
        return check.compare(Files.readAllLines(Path.of(dump), UTF_8)) + " rows";
    }

    private static String subject(Signers signers, String directory, String keyFile) throws IOException {
        var scan = new SubjectScan(HexFormat.of().parseHex(text(keyFile).strip()));
        var leaves = LogCheck.leavesOf(new LogDirectory(Path.of(directory)), signers, scan::entry);
        return scan.found().size() + " of " + leaves.size() + " entries are about this person\n"
                + String.join("\n", scan.found());
    }

    private static Hash hash(String hex) {
        return Hash.of(HexFormat.of().parseHex(hex));
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file), UTF_8);
    }

    /** Receipts of entries that are lost, as the log itself says: a fault, and nothing that was hidden. */
    private static final class LostReceipts extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostReceipts(List<String> ids) {
            super(ids.size() + " receipts are of entries lost with the end of an epoch: " + String.join(" ", ids));
        }
    }
}

package io.shiming.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.audit.note.ProofFile;
import io.shiming.audit.tree.Hash;
import java.io.IOException;
import java.util.HexFormat;

/**
 * The file that a person was handed at a counter: each entry in it is about the person and has its place in the signed log.
 * Whether entries are left out shows only a whole log ({@link SubjectScan}).
 */
final class HandedProofs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Signers signers;
    private final SubjectScan scan;
    private int entries;
    private int unproven;

    private HandedProofs(Signers signers, SubjectScan scan) {
        this.signers = signers;
        this.scan = scan;
    }

    /** How many entries there are, and a line each, as of {@link SubjectScan#found}; {@link Tampered} at the first that is not so. */
    static String verify(String file, Signers signers) throws IOException {
        var handed = JSON.readTree(file);
        var key = HexFormat.of().parseHex(handed.path("commitmentKey").asText());
        var check = new HandedProofs(signers, new SubjectScan(key));
        for (var entry : handed.path("entries")) check.entry(entry);
        return check.entries + " entries are about this person, " + check.unproven + " of them without a proof yet\n"
                + String.join("\n", check.scan.found());
    }

    private void entry(JsonNode handed) throws IOException {
        var text = handed.path("entry").asText();
        var proof = handed.path("proof");
        long index = -1;
        if (proof.isTextual()) {
            index = proven(ProofFile.parse(proof.asText()), Hash.ofLeaf(text.getBytes(UTF_8)));
        } else {
            unproven++;
        }
        scan.entry(index, JSON.readTree(text));
        if (scan.found().size() != ++entries) throw new Tampered("entry " + entries + " is not about this person");
    }

    private long proven(ProofFile proof, Hash leaf) {
        signers.checkpoint(proof.checkpoint());
        if (!proof.proves(leaf, signers.log())) throw new Tampered("entry " + (entries + 1) + " is not in the log");
        return proof.index();
    }
}

package io.shiming.registration.holder;

import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person takes away to check the own part of the log elsewhere. The offline verifier's command {@code handed} reads
 * it as it is; with the commitment key its command {@code subject} finds every entry in a whole log, also those that are left
 * out here: what was done for an authority.
 *
 * @param verifierKeys the log's keys, a note key each; a careful person gets them in another way too
 * @param commitmentKey opens the commitments of this person's entries and nothing else: 64 hexadecimal digits
 * @param entryCount how many such entries there are; more than in this file where the oldest are left out
 * @param entries in the order of their times
 */
record SubjectProof(
        List<String> verifierKeys, String commitmentKey, long entryCount, List<ProvenEntry> entries, Receipt receipt)
        implements Receipted {

    /**
     * An entry.
     *
     * @param entry its bytes as the log has them, UTF-8
     * @param proof the proof file (C2SP tlog-proof) of its place in the log; none until a checkpoint has it
     */
    record ProvenEntry(String entry, @Nullable String proof) {}
}

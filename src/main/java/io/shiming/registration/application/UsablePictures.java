package io.shiming.registration.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the database offers a signing of the images it named.
 *
 * @param ownArchive whether the operator keeps photos itself
 * @param usable those that are this dealer's, fresh and unused
 */
public record UsablePictures(boolean ownArchive, List<Kept> usable) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An image as its row is bound: never its content, only the hash of the ciphertext. */
    public record Kept(UUID id, String kind, String hash, String takenAt) {
        /** What the log binds of it once a registration has it. */
        public SortedMap<String, String> columns() {
            var columns = new TreeMap<String, String>();
            columns.put("evidence", id.toString());
            columns.put("kind", kind);
            columns.put("sealedHash", hash);
            columns.put("takenAt", takenAt);
            return columns;
        }
    }

    public static UsablePictures read(String json) {
        try {
            return JSON.readValue(json, UsablePictures.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL writes JSON", e);
        }
    }

    void mustHave(UUID id, String kind) {
        if (!kind.equals(kept(id).kind)) {
            throw Problem.of(Code.EVIDENCE_NOT_USABLE);
        }
    }

    /** In the order of the ids. */
    public List<Kept> inOrder(UUID[] ids) {
        return Arrays.stream(ids).map(this::kept).toList();
    }

    private Kept kept(UUID id) {
        return usable.stream()
                .filter(each -> each.id.equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.EVIDENCE_NOT_USABLE));
    }
}

package io.shiming.audit.log;

import io.shiming.audit.AuditConfig;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.CosignerKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.TiledTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks one witness for its signature (C2SP tlog-witness), and believes none that its pinned key did not make. */
final class WitnessClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int CONFLICT = 409;

    private final URI address;
    private final CosignerKey key;
    private final HttpClient http;
    private String origin = "";
    private long seen; // what we believe the witness has of this origin; it corrects us with 409

    WitnessClient(AuditConfig.Node node, HttpClient http) {
        this.address = URI.create(node.url() + "/add-checkpoint");
        this.key = CosignerKey.parse(node.key());
        this.http = http;
    }

    /** The witness's signature line; none if it refuses. An {@link IOException} if it cannot be reached. */
    Optional<String> cosign(SignedNote checkpoint, long size, TiledTree tree) throws IOException, InterruptedException {
        forgetAnother(Checkpoint.parse(checkpoint.text()).origin(), size);
        for (int attempt = 0; attempt < 2; attempt++) { // the second with the size that the first was told
            var answer = http.send(request(checkpoint, tree), BodyHandlers.ofString());
            if (answer.statusCode() == OK) {
                var line = answer.body();
                if (key.cosigned(checkpoint.with(java.util.List.of(line))).isEmpty()) return Optional.empty();
                seen = size;
                return Optional.of(line);
            }
            if (answer.statusCode() != CONFLICT || !corrected(answer.body(), size)) break;
        }
        return Optional.empty();
    }

    String name() {
        return key.name();
    }

    /** What was seen of another epoch, or of entries that are not there any more, begins no proof. */
    private void forgetAnother(String shown, long size) {
        if (!shown.equals(origin) || seen > size) seen = 0;
        origin = shown;
    }

    private HttpRequest request(SignedNote checkpoint, TiledTree tree) {
        var body = new StringBuilder("old ").append(seen).append('\n');
        for (Hash hash : tree.consistencyWith(seen)) body.append(hash.base64()).append('\n');
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(
                        body.append('\n').append(checkpoint).toString()))
                .build();
    }

    /** False if the witness has seen a larger tree than this one: it was shown another tree, or ours was truncated. */
    private boolean corrected(String body, long size) {
        try {
            long told = Long.parseLong(body.strip());
            if (told < 0 || told > size || told == seen) return false;
            seen = told;
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}

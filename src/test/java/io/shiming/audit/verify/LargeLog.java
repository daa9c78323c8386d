package io.shiming.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.RightEdge;
import io.shiming.audit.tree.TileId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.UUID;

/** Writes a log of as many entries as wanted, each as long as a signing's, to measure the verifier (A12). */
public final class LargeLog {
    private static final String ENTRY =
            "{\"act\":\"REGISTRATION_SIGNED\",\"actor\":\"clerk-7\",\"at\":\"%s\",\"client\":\"pos\",\"dealer\":\"D-100\","
                    + "\"decision\":\"ALLOWED\",\"entryId\":\"%s\",\"legalBasis\":\"LEGAL_DUTY\",\"operator\":1,"
                    + "\"purpose\":\"REGISTRATION\",\"registration\":\"%s\",\"requestDigest\":\"%4$s\",\"role\":\"clerk\","
                    + "\"rowDigest\":[\"contract %4$s\",\"identity/1 %4$s\",\"line %4$s\"],\"store\":\"S-101\","
                    + "\"subject\":\"%4$s\",\"terminal\":\"T-1\",\"v\":1}";

    private final Path directory;
    private final RightEdge edge;

    private LargeLog(Path directory) {
        this.directory = directory;
        this.edge = RightEdge.of(0, new LogDirectory(directory));
    }

    /** Arguments: directory, number of entries. Prints the log's verifier key. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(write(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
    }

    static NoteKey write(Path directory, int size) throws IOException, GeneralSecurityException {
        var log = new LargeLog(directory);
        for (int from = 0; from < size; from += TileId.FULL) log.bundle(from, Math.min(from + TileId.FULL, size), size);
        log.tiles();
        var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(new byte[32]);
        var key = NoteKey.of("large.example/rnr-audit/1", pair.getPublicKey());
        var signer = new Ed25519Sign(pair.getPrivateKey());
        var text = new Checkpoint(key.name(), log.edge.size(), log.edge.root()).text();
        var note = SignedNote.sign(text, key, message -> {
            try {
                return signer.sign(message);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
        log.put("checkpoint", note.toString().getBytes(UTF_8));
        return key;
    }

    private void bundle(int from, int to, int size) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        for (int n = from; n < to; n++) {
            byte[] entry = entry(n);
            out.writeShort(entry.length);
            out.write(entry);
            edge.append(Hash.ofLeaf(entry));
        }
        put(TileId.in(size, 0, from / TileId.FULL).entriesPath(), bytes.toByteArray());
        if (from % (TileId.FULL * TileId.FULL) == 0) {
            tiles(); // now and then, so that they do not fill the memory
        }
    }

    private void tiles() throws IOException {
        for (var tile : edge.takeChanged().entrySet()) put(tile.getKey().path(), Hash.join(tile.getValue()));
    }

    private static byte[] entry(int n) {
        var id = new UUID(0x01900000_0000_7000L, Long.MIN_VALUE + n);
        var at = Instant.parse("2030-01-01T00:00:00Z").plusMillis(n);
        return ENTRY.formatted(at, id, id, Hash.ofLeaf(new byte[] {(byte) n}).hex())
                .getBytes(UTF_8);
    }

    private void put(String path, byte[] content) throws IOException {
        var file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}

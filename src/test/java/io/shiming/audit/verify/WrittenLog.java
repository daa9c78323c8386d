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
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A log in files, written here without the service; and the verifier asked about it. */
final class WrittenLog {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    final NoteKey key;
    private final Path directory;
    private final UnaryOperator<byte[]> signer;
    private String said = "";

    WrittenLog(Path directory) throws GeneralSecurityException {
        this(directory, 0);
    }

    /** Signed with the key of this number. */
    WrittenLog(Path directory, int seed) throws GeneralSecurityException {
        this.directory = directory;
        var bytes = new byte[32];
        bytes[0] = (byte) seed;
        var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(bytes);
        var ed25519 = new Ed25519Sign(pair.getPrivateKey());
        key = NoteKey.of("operator.example/rnr-audit/1", pair.getPublicKey());
        signer = message -> {
            try {
                return ed25519.sign(message);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    LogDirectory tiles() {
        return new LogDirectory(directory);
    }

    /** The only line of a text as this key signs it. */
    String signatureOf(String text) {
        var note = SignedNote.sign(text, key, signer).toString();
        return note.substring(text.length() + 1);
    }

    /** Writes tiles, bundles and checkpoint of exactly these entries. */
    void write(List<byte[]> entries) throws IOException {
        var edge = RightEdge.of(0, tiles());
        entries.forEach(entry -> edge.append(Hash.ofLeaf(entry)));
        for (var tile : edge.takeChanged().entrySet()) put(tile.getKey().path(), Hash.join(tile.getValue()));
        for (long index = 0; index << 8 < entries.size(); index++) {
            var tile = TileId.in(entries.size(), 0, index);
            put(tile.entriesPath(), bundle(entries.subList((int) index << 8, ((int) index << 8) + tile.width())));
        }
        var text = new Checkpoint(key.name(), edge.size(), edge.root()).text();
        Files.writeString(file("checkpoint"), SignedNote.sign(text, key, signer).toString());
    }

    /** The exit status of the command about this directory, with this log's key. */
    int verify(String command, Object... more) {
        var words = new java.util.ArrayList<String>(List.of(command, key.toString()));
        for (var word : more) words.add(word.toString());
        return run(words.toArray(String[]::new));
    }

    int run(String... arguments) {
        var bytes = new ByteArrayOutputStream();
        int status = Verifier.run(new PrintStream(bytes, true, UTF_8), arguments);
        said = bytes.toString(UTF_8).strip();
        return status;
    }

    /** What the last command printed. */
    String said() {
        return said;
    }

    static UUID idOf(int number) {
        return new UUID(0x7000, number);
    }

    /** An entry that says nothing but its id, its time and a number. */
    static byte[] entry(int number, Instant at) {
        return entry(number, at, "");
    }

    /** The same with more members, each ending with a comma. */
    static byte[] entry(int number, Instant at, String members) {
        return ("{\"at\":\"" + at + "\",\"entryId\":\"" + idOf(number) + "\"," + members + "\"n\":" + number + "}")
                .getBytes(UTF_8);
    }

    private static byte[] bundle(List<byte[]> entries) {
        var bundle = ByteBuffer.allocate(500_000);
        for (var entry : entries) bundle.putShort((short) entry.length).put(entry);
        return Arrays.copyOf(bundle.array(), bundle.position());
    }

    private void put(String path, byte[] content) throws IOException {
        Files.createDirectories(file(path).getParent());
        Files.write(file(path), content);
    }
}

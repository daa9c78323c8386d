package io.shiming.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.ProofFile;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.RightEdge;
import io.shiming.audit.tree.TileId;
import io.shiming.audit.tree.TiledTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A log of 600 entries in files, written here without the service, and what can be done to it. */
class VerifierTest {
    private static final int SIZE = 600;
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private Path log;
    private NoteKey key;
    private UnaryOperator<byte[]> signer;
    private List<byte[]> entries;
    private String said = "";

    @BeforeEach
    void aLog(@TempDir Path directory) throws Exception {
        log = directory;
        var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(new byte[32]);
        var ed25519 = new Ed25519Sign(pair.getPrivateKey());
        key = NoteKey.of("operator.example/rnr-audit/1", pair.getPublicKey());
        signer = message -> {
            try {
                return ed25519.sign(message);
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
        entries = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) entries.add(entry(i, START.plusSeconds(i)));
        write();
    }

    @Test
    void aWholeLogIsWell() {
        assertThat(run("fsck", key.toString(), log.toString())).isZero();
        assertThat(said).isEqualTo("ok: 600 entries");
    }

    @Test
    void anEditedEntryIsNamed() throws IOException {
        var bundle = Files.readAllBytes(log.resolve("tile/entries/000"));
        var text = new String(bundle, UTF_8).replace("\"n\":17}", "\"n\":18}");
        Files.write(log.resolve("tile/entries/000"), text.getBytes(UTF_8));
        assertThat(run("fsck", key.toString(), log.toString())).isOne();
        assertThat(said).isEqualTo("TAMPERED: entry 17: not the one that was hashed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001", "checkpoint"})
    void anyFileThatWasChangedIsFound(String file) throws IOException {
        var content = Files.readAllBytes(log.resolve(file));
        content[content.length / 2] ^= 1;
        Files.write(log.resolve(file), content);
        assertThat(run("fsck", key.toString(), log.toString())).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/002.p/88"})
    void anyFileThatIsGoneIsFound(String file) throws IOException {
        Files.delete(log.resolve(file));
        assertThat(run("fsck", key.toString(), log.toString())).isOne();
        assertThat(said).contains("missing");
    }

    @Test
    void aLogRewrittenByTheHolderOfItsKeyIsFoundByReceipts() throws IOException {
        var receipts = receipts();
        assertThat(run("receipts", key.toString(), log.toString(), receipts.toString()))
                .isZero();
        entries.set(300, entry(300_000, START.plusSeconds(300)));
        write();
        assertThat(run("fsck", key.toString(), log.toString())).isZero();
        assertThat(run("receipts", key.toString(), log.toString(), receipts.toString()))
                .isOne();
        assertThat(said).contains(new UUID(0x7000, 300).toString());
    }

    @Test
    void aLogCutShortIsFoundByReceipts() throws IOException {
        var receipts = receipts();
        entries = entries.subList(0, 599);
        write();
        assertThat(run("fsck", key.toString(), log.toString())).isZero();
        assertThat(run("receipts", key.toString(), log.toString(), receipts.toString()))
                .isOne();
    }

    @ParameterizedTest
    @CsvSource({"5,5,twice", "9,-301,goes back"})
    void anEntryThatCannotBeThereIsNamed(int id, int second, String finding) throws IOException {
        entries.set(500, entry(id == 5 ? 5 : 500, START.plusSeconds(id == 5 ? 500 : 499 + second)));
        write();
        assertThat(run("fsck", key.toString(), log.toString())).isOne();
        assertThat(said).contains("entry 500").contains(finding);
    }

    @Test
    void aLogSignedWithAnotherKeyIsNotBelieved() {
        var other = NoteKey.of(key.name(), new byte[32]);
        assertThat(run("fsck", other.toString(), log.toString())).isOne();
        assertThat(run("checkpoint", other.toString(), log.resolve("checkpoint").toString()))
                .isOne();
        assertThat(run("checkpoint", key.toString(), log.resolve("checkpoint").toString()))
                .isZero();
    }

    @Test
    void aProofFileProvesItsEntryAndNoOther() throws IOException {
        var note = Files.readString(log.resolve("checkpoint"));
        var proof = new ProofFile(77, new TiledTree(new LogDirectory(log), SIZE).inclusionOf(77), note);
        var file = Files.writeString(log.resolve("proof"), proof.toString());
        var leaf = Hash.ofLeaf(entries.get(77)).hex();
        assertThat(run("proof", key.toString(), file.toString(), leaf)).isZero();
        assertThat(said).contains("index 77");
        assertThat(run("proof", key.toString(), file.toString(), Hash.EMPTY_TREE.hex()))
                .isOne();
    }

    @Test
    void aNewerCheckpointMustExtendTheOlderOne() throws IOException {
        var next = Files.copy(log.resolve("checkpoint"), log.resolve("next"));
        var proof = new TiledTree(new LogDirectory(log), SIZE).consistencyWith(256);
        var lines = proof.stream().map(Hash::base64).collect(Collectors.joining("\n"));
        var proofFile = Files.writeString(log.resolve("consistency"), lines);
        entries = entries.subList(0, 256);
        write();
        var old = log.resolve("checkpoint");
        assertThat(run("consistency", key.toString(), old.toString(), next.toString(), proofFile.toString()))
                .isZero();
        Files.writeString(proofFile, "");
        assertThat(run("consistency", key.toString(), old.toString(), next.toString(), proofFile.toString()))
                .isOne();
    }

    @Test
    void inputThatCannotBeUsedIsNotCalledTampered() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("fsck", "not-a-key", log.toString())).isEqualTo(2);
        assertThat(run("fsck", key.toString(), log.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(run("fsck", key.toString())).isEqualTo(2);
    }

    private int run(String... arguments) {
        var bytes = new ByteArrayOutputStream();
        int status = Verifier.run(new PrintStream(bytes, true, UTF_8), arguments);
        said = bytes.toString(UTF_8).strip();
        return status;
    }

    private Path receipts() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < SIZE; i++) {
            lines.append(new UUID(0x7000, i))
                    .append(' ')
                    .append(Hash.ofLeaf(entries.get(i)).hex())
                    .append('\n');
        }
        return Files.writeString(log.resolve("receipts"), lines);
    }

    private static byte[] entry(int number, Instant at) {
        return ("{\"at\":\"" + at + "\",\"entryId\":\"" + new UUID(0x7000, number) + "\",\"n\":" + number + "}")
                .getBytes(UTF_8);
    }

    private void write() throws IOException {
        var edge = RightEdge.of(0, new LogDirectory(log));
        entries.forEach(entry -> edge.append(Hash.ofLeaf(entry)));
        for (var tile : edge.takeChanged().entrySet()) put(tile.getKey().path(), Hash.join(tile.getValue()));
        for (long index = 0; index << 8 < entries.size(); index++) {
            var tile = TileId.in(entries.size(), 0, index);
            put(tile.entriesPath(), bundle(entries.subList((int) index << 8, ((int) index << 8) + tile.width())));
        }
        var text = new Checkpoint(key.name(), edge.size(), edge.root()).text();
        Files.writeString(
                log.resolve("checkpoint"), SignedNote.sign(text, key, signer).toString());
    }

    private static byte[] bundle(List<byte[]> entries) {
        var bundle = ByteBuffer.allocate(100_000);
        for (var entry : entries) bundle.putShort((short) entry.length).put(entry);
        return java.util.Arrays.copyOf(bundle.array(), bundle.position());
    }

    private void put(String path, byte[] content) throws IOException {
        Files.createDirectories(log.resolve(path).getParent());
        Files.write(log.resolve(path), content);
    }
}

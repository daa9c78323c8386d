package io.shiming.audit.verify;

import static io.shiming.audit.verify.WrittenLog.START;
import static io.shiming.audit.verify.WrittenLog.entry;
import static io.shiming.audit.verify.WrittenLog.idOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.ProofFile;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.TiledTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A log of 600 entries in files, written here without the service, and what can be done to it. */
class VerifierTest {
    private static final int SIZE = 600;

    private Path log;
    private NoteKey key;
    private WrittenLog written;
    private List<byte[]> entries;

    @BeforeEach
    void aLog(@TempDir Path directory) throws Exception {
        log = directory;
        written = new WrittenLog(directory);
        key = written.key;
        entries = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) entries.add(entry(i, START.plusSeconds(i)));
        write();
    }

    @Test
    void aWholeLogIsWell() {
        assertThat(run("fsck", key.toString(), log.toString())).isZero();
        assertThat(written.said()).isEqualTo("ok: 600 entries");
    }

    @Test
    void anEditedEntryIsNamed() throws IOException {
        var bundle = Files.readAllBytes(log.resolve("tile/entries/000"));
        var text = new String(bundle, UTF_8).replace("\"n\":17}", "\"n\":18}");
        Files.write(log.resolve("tile/entries/000"), text.getBytes(UTF_8));
        assertThat(run("fsck", key.toString(), log.toString())).isOne();
        assertThat(written.said()).isEqualTo("TAMPERED: entry 17: not the one that was hashed");
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
        assertThat(written.said()).contains("missing");
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
        assertThat(written.said()).contains(idOf(300).toString());
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

    /** The queue takes any act; the statement of an ended epoch is one that its key has signed. */
    @ParameterizedTest
    @CsvSource({
        "x,x", // not even a name
        "operator.example/rnr-audit/1,operator.example/rnr-audit/0", // of the epoch before the first
        "operator.example/rnr-audit/2,operator.example/rnr-audit/1", // of one that has not begun
        "operator.example/rnr-audit/1,operator.example/rnr-audit/1",
        "other.example/rnr-audit/1,operator.example/rnr-audit/0"
    })
    @Tag("case-E7")
    void aPlantedEndOfAnEpochMakesNoMissingEntryALostOne(String next, String ended) throws IOException {
        // Given
        var root = new TiledTree(written.tiles(), SIZE).root().base64();
        var note = ended + "\",\"1000000000000000\",\"" + root;
        var signature = written.signatureOf(ended + "\n1000000000000000\n" + root + "\n")
                .strip();
        entries.add(entry(
                SIZE,
                Instant.parse("2100-01-01T00:00:00Z"),
                "\"act\":\"LOG_EPOCH_BEGUN\",\"caseRef\":\"log-epoch/x\",\"fields\":[\"kept " + SIZE + " " + root
                        + "\",\"next " + next + "\",\"" + note + "\",\"" + signature + "\"],"));
        entries.add(entry(SIZE + 1, START.plusSeconds(SIZE)));
        write();
        // When
        long millis = START.plusSeconds(SIZE).toEpochMilli();
        var deleted = new UUID(millis << 16 | 0x7000, 1) + " " + "0".repeat(64) + "\n";
        var receipts = Files.writeString(log.resolve("receipts"), deleted);
        // Then
        assertThat(run("receipts", key.toString(), log.toString(), receipts.toString()))
                .isOne();
    }

    @ParameterizedTest
    @CsvSource({"5,5,twice", "9,-301,goes back"})
    void anEntryThatCannotBeThereIsNamed(int id, int second, String finding) throws IOException {
        entries.set(500, entry(id == 5 ? 5 : 500, START.plusSeconds(id == 5 ? 500 : 499 + second)));
        write();
        assertThat(run("fsck", key.toString(), log.toString())).isOne();
        assertThat(written.said()).contains("entry 500").contains(finding);
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
    void whileALogKeyIsReplacedEitherKeyIsEnough() throws Exception {
        // Given: the signature of the next key as a second line
        var next = new WrittenLog(log, 1);
        var checkpoint = log.resolve("checkpoint");
        var note = Files.readString(checkpoint);
        var text = note.substring(0, note.indexOf("\n\n") + 1);
        Files.writeString(checkpoint, note + next.signatureOf(text));
        // Then
        assertThat(run("fsck", key.toString(), log.toString())).isZero();
        assertThat(run("fsck", next.key.toString(), log.toString())).isZero();
        assertThat(run("fsck", new WrittenLog(log, 2).key.toString(), log.toString()))
                .isOne();
        // And a verifier with the key of a second line does not pass over the line if it does not verify
        Files.writeString(checkpoint, note + next.signatureOf(text + "more\n"));
        assertThat(run("fsck", key.toString(), log.toString())).isZero();
        assertThat(run("fsck", next.key.toString(), log.toString())).isOne();
    }

    @Test
    void aProofFileProvesItsEntryAndNoOther() throws IOException {
        var note = Files.readString(log.resolve("checkpoint"));
        var proof = new ProofFile(77, new TiledTree(new LogDirectory(log), SIZE).inclusionOf(77), note);
        var file = Files.writeString(log.resolve("proof"), proof.toString());
        var leaf = Hash.ofLeaf(entries.get(77)).hex();
        assertThat(run("proof", key.toString(), file.toString(), leaf)).isZero();
        assertThat(written.said()).contains("index 77");
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
        return written.run(arguments);
    }

    private Path receipts() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < SIZE; i++) {
            lines.append(idOf(i))
                    .append(' ')
                    .append(Hash.ofLeaf(entries.get(i)).hex())
                    .append('\n');
        }
        return Files.writeString(log.resolve("receipts"), lines);
    }

    private void write() throws IOException {
        written.write(entries);
    }
}

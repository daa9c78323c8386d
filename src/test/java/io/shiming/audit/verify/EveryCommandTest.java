package io.shiming.audit.verify;

import static io.shiming.audit.verify.WrittenLog.START;
import static io.shiming.audit.verify.WrittenLog.idOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.audit.note.ProofFile;
import io.shiming.audit.row.RowDigest;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.TiledTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command of the verifier with input that is well (0), tampered with (1) and of no use (2). */
class EveryCommandTest {
    private static final int SIZE = 300;
    private static final byte[] SALT = new byte[16];
    private static final byte[] COMMIT_KEY = new byte[32];

    private Path directory;
    private WrittenLog log;
    private List<byte[]> entries;
    private Path dump;

    @BeforeEach
    void aLogOfThreeHundredSignings(@TempDir Path fresh) throws Exception {
        directory = fresh;
        log = new WrittenLog(directory);
        entries = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) entries.add(signing(i, "sealed-" + i));
        log.write(entries);
        dump = dump(
                IntStream.range(0, SIZE).mapToObj(i -> row(i, "sealed-" + i)).toList());
    }

    @Test
    void wholeInputOfEveryCommandIsWell() throws Exception {
        assertThat(log.verify("checkpoint", checkpoint())).isZero();
        assertThat(log.verify("proof", proofOf(7), leaf(7))).isZero();
        assertThat(log.verify("consistency", older(), checkpoint(), consistency()))
                .isZero();
        assertThat(log.verify("fsck", directory)).isZero();
        assertThat(log.verify("receipts", directory, receipts(leaf(7)))).isZero();
        assertThat(log.verify("rows", directory, dump)).isZero();
        assertThat(log.said()).isEqualTo("ok: 300 rows");
        assertThat(log.verify("subject", directory, commitKey("00".repeat(32)))).isZero();
        assertThat(log.said()).startsWith("ok: 30 of 300 entries are about this person\n0 2030");
    }

    @Test
    void tamperedInputOfEveryCommandIsNamedSo() throws Exception {
        var proof = proofOf(7);
        var consistency = consistency();
        var old = older();
        assertThat(log.verify("proof", proof, leaf(8))).isOne();
        assertThat(log.verify("consistency", checkpoint(), old, consistency)).isOne();
        assertThat(log.verify("receipts", directory, receipts(leaf(8)))).isOne();
        assertThat(log.said()).contains(idOf(7).toString());
        Files.writeString(checkpoint(), Files.readString(checkpoint()).replace("\n300\n", "\n299\n"));
        assertThat(log.verify("checkpoint", checkpoint())).isOne();
        assertThat(log.verify("fsck", directory)).isOne();
        assertThat(log.verify("rows", directory, dump)).isOne();
        assertThat(log.verify("subject", directory, commitKey("00".repeat(32)))).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "proof", "consistency", "fsck", "receipts", "rows", "subject"})
    void withoutItsInputACommandCannotBeUsed(String command) throws Exception {
        var nothing = directory.resolve("nothing");
        Object[] words =
                switch (command) {
                    case "checkpoint", "fsck" -> new Object[] {nothing};
                    case "proof" -> new Object[] {nothing, leaf(7)};
                    case "consistency" -> new Object[] {checkpoint(), checkpoint(), nothing};
                    default -> new Object[] {directory, nothing};
                };
        assertThat(log.verify(command, words)).isEqualTo(2);
        assertThat(log.verify(command)).isEqualTo(2);
    }

    @Test
    void malformedInputCannotBeUsed() throws Exception {
        assertThat(log.verify("proof", checkpoint(), leaf(7))).isEqualTo(2);
        assertThat(log.verify("proof", proofOf(7), "no-leaf")).isEqualTo(2);
        assertThat(log.verify("consistency", checkpoint(), checkpoint(), put("proof", "no hash")))
                .isEqualTo(2);
        assertThat(log.verify("receipts", directory, put("receipts", "one-word")))
                .isEqualTo(2);
        assertThat(log.verify("subject", directory, commitKey("00".repeat(31)))).isEqualTo(2);
        assertThat(log.verify("subject", directory, commitKey("no hexadecimals")))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "",
                "[]",
                "{}",
                "{\"name\":\"line\",\"publicId\":\"p\",\"entryId\":\"e\",\"salt\":\"00\"}",
                "{\"name\":\"line\",\"publicId\":\"p\",\"entryId\":\"e\",\"salt\":\"zz\",\"columns\":{}}",
                "{\"name\":7,\"publicId\":\"p\",\"entryId\":\"e\",\"salt\":\"00\",\"columns\":{}}",
            })
    void aDumpWithALineThatIsNoRowCannotBeUsed(String line) throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(dump));
        lines.add(5, line);
        assertThat(log.verify("rows", directory, dump(lines))).isEqualTo(2);
        assertThat(log.said()).contains("line 6");
    }

    @ParameterizedTest
    @CsvSource({"edited,17", "otherSalt,17", "otherEntry,17", "deleted,17", "inserted,4711", "twice,17", "swapped,17"})
    void aRowNotAsItWasWrittenIsNamed(String hand, int number) throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(dump));
        var row = lines.get(17);
        switch (hand) {
            case "edited" -> lines.set(17, row.replace("sealed-17", "sealed-71"));
            case "otherSalt" -> lines.set(17, row.replace("00".repeat(16), "01".repeat(16)));
            case "otherEntry" -> lines.set(17, row.replace(idOf(17).toString(), idOf(18).toString()));
            case "deleted" -> lines.remove(17);
            case "inserted" -> lines.add(row(4711, "sealed-4711"));
            case "twice" -> lines.add(row);
            default -> {
                lines.set(17, row.replace("sealed-17", "sealed-18"));
                lines.set(18, lines.get(18).replace("sealed-18", "sealed-17"));
            }
        }
        assertThat(log.verify("rows", directory, dump(lines))).isOne();
        assertThat(log.said()).startsWith("TAMPERED: row " + registration(number) + " identity/1: ");
    }

    @Test
    void theLatestEntryBindsARowAndAnErasedPersonsRowsMayBeGone() throws IOException {
        // Given: row 3 written again with a later entry, registration 4 erased
        entries.add(WrittenLog.entry(SIZE, START.plusSeconds(SIZE), binding(3, "resealed")));
        entries.add(WrittenLog.entry(
                SIZE + 1,
                START.plusSeconds(SIZE + 1),
                "\"act\":\"SUBJECT_ERASED\",\"registration\":\"" + registration(4) + "\","));
        log.write(entries);
        // Then
        var lines = new ArrayList<>(Files.readAllLines(dump));
        assertThat(log.verify("rows", directory, dump(lines))).isOne(); // turned back
        assertThat(log.said()).contains("row " + registration(3)).contains("entry 300");
        lines.set(3, row(3, "resealed").replace(idOf(3).toString(), idOf(SIZE).toString()));
        lines.remove(4);
        assertThat(log.verify("rows", directory, dump(lines))).isZero();
    }

    /** Every tenth is about the person whose commitment key is all zeros. */
    private static byte[] signing(int number, String sealed) {
        var about = number % 10 == 0 ? "\"subject\":\"" + commitment(number) + "\"," : "";
        return WrittenLog.entry(number, START.plusSeconds(number), binding(number, sealed) + about);
    }

    private static String binding(int number, String sealed) {
        return "\"registration\":\"" + registration(number) + "\",\"rowDigest\":[\""
                + RowDigest.of("identity/1", SALT, columns(number, sealed)) + "\"],";
    }

    private static String row(int number, String sealed) {
        return "{\"name\":\"identity/1\",\"publicId\":\"" + registration(number) + "\",\"entryId\":\"" + idOf(number)
                + "\",\"salt\":\"" + HexFormat.of().formatHex(SALT) + "\",\"columns\":{\"id\":\"" + number
                + "\",\"sealed\":\"" + sealed + "\"}}";
    }

    private static TreeMap<String, String> columns(int number, String sealed) {
        var columns = new TreeMap<String, String>();
        columns.put("id", Integer.toString(number));
        columns.put("sealed", sealed);
        return columns;
    }

    private static UUID registration(int number) {
        return new UUID(0x7001, number);
    }

    private static String commitment(int number) {
        var mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(COMMIT_KEY));
        byte[] id = idOf(number).toString().getBytes(UTF_8);
        mac.update(id, 0, id.length);
        var commitment = new byte[32];
        mac.doFinal(commitment, 0);
        return HexFormat.of().formatHex(commitment);
    }

    private Path checkpoint() {
        return log.file("checkpoint");
    }

    private String leaf(int number) {
        return Hash.ofLeaf(entries.get(number)).hex();
    }

    private Path proofOf(int number) throws IOException {
        var hashes = new TiledTree(log.tiles(), SIZE).inclusionOf(number);
        return put("proof", new ProofFile(number, hashes, Files.readString(checkpoint())).toString());
    }

    /** The checkpoint of the first 256 entries. */
    private Path older() throws Exception {
        var older = new WrittenLog(Files.createDirectory(directory.resolve("older")));
        older.write(entries.subList(0, 256));
        return older.file("checkpoint");
    }

    private Path consistency() throws IOException {
        var hashes = new TiledTree(log.tiles(), SIZE).consistencyWith(256);
        return put("consistency", hashes.stream().map(Hash::base64).collect(Collectors.joining("\n")));
    }

    private Path receipts(String leaf) throws IOException {
        return put("receipts", idOf(7) + " " + leaf + "\n");
    }

    private Path commitKey(String hex) throws IOException {
        return put("commit-key", hex + "\n");
    }

    private Path dump(List<String> lines) throws IOException {
        return put("dump", String.join("\n", lines) + "\n");
    }

    private Path put(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}

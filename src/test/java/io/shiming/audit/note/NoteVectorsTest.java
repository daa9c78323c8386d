package io.shiming.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Notes, checkpoints and proof files made by others: C2SP, Go, transparency-dev/formats, Wycheproof. */
class NoteVectorsTest {
    private static final JsonNode NOTES = read("note/signed_notes.json");
    private static final JsonNode GO = NOTES.get("golang_mod");

    @Test
    void theExampleOfTheSpecificationIsSigned() {
        var example = NOTES.get("c2sp_signed_note_example");
        var key = NoteKey.parse(example.get("vkey").asText());
        var note = SignedNote.parse(example.get("note").asText());
        assertThat(note.isSignedBy(key)).isTrue();
        assertThat(note).hasToString(example.get("note").asText());
    }

    @Test
    void bothSignersOfANoteAreRecognised() {
        var note = SignedNote.parse(go("text") + "\n" + go("sig1") + go("sig2"));
        assertThat(note.isSignedBy(NoteKey.parse(go("vkey")))).isTrue();
        assertThat(note.isSignedBy(NoteKey.parse(go("vkey2")))).isTrue();
        assertThat(note.text()).isEqualTo(go("text"));
    }

    @Test
    void aNoteIsNotSignedByWhoDidNotSignIt() {
        var note = SignedNote.parse(go("text") + "\n" + go("sig1"));
        assertThat(note.isSignedBy(NoteKey.parse(go("vkey2")))).isFalse();
    }

    @Test
    void anotherTextUnderTheSameSignatureIsNotSigned() {
        var note = SignedNote.parse(go("text").replace("your", "our") + "\n" + go("sig1"));
        assertThat(note.isSignedBy(NoteKey.parse(go("vkey")))).isFalse();
    }

    @TestFactory
    Stream<DynamicTest> damagedKeysAreRefused() {
        var bad = new ArrayList<String>();
        bad.add(GO.get("bad_vkeys").get(0).asText());
        bad.add(GO.get("bad_vkeys").get(1).asText());
        var good = go("vkey");
        for (int i = 0; i < good.length(); i++) bad.add(good.substring(0, i));
        for (int i = 0; i < good.length(); i++) {
            bad.add(good.substring(0, i) + (char) (good.charAt(i) + 1) + good.substring(i + 1));
        }
        return bad.stream()
                .map(vkey -> DynamicTest.dynamicTest("vkey " + vkey, () -> assertThatThrownBy(() -> NoteKey.parse(vkey))
                        .isInstanceOf(IllegalArgumentException.class)));
    }

    @TestFactory
    Stream<DynamicTest> malformedNotesAreRefused() {
        var text = go("text");
        var sig = go("sig1");
        return Stream.of(
                        text,
                        text + "\n",
                        text + "\n" + sig.strip(),
                        "\u0001" + text + "\n" + sig,
                        new String(new byte[] {(byte) 0xff}, UTF_8) + text + "\n" + sig,
                        text + "\n" + sig.replace("PeterNeumann", "Peter Neumann"),
                        text + "\n" + sig + "an unexpected line\n",
                        text + "\n" + sig.repeat(101))
                .map(note -> DynamicTest.dynamicTest("note", () -> assertThatThrownBy(() -> SignedNote.parse(note))
                        .isInstanceOf(IllegalArgumentException.class)));
    }

    @Test
    void aSignatureWithSomethingPutInIsNoSignature() {
        var line = go("sig1");
        var note = SignedNote.parse(go("text") + "\n" + line.substring(0, 60) + "ABCD" + line.substring(60));
        assertThat(note.isSignedBy(NoteKey.parse(go("vkey")))).isFalse();
    }

    @TestFactory
    Stream<DynamicTest> checkpointsAreReadAsTheFormatSays() {
        return stream(read("note/checkpoint_body_cases.json"))
                .map(test -> DynamicTest.dynamicTest(test.get("desc").asText(), () -> {
                    var text = test.get("m").asText();
                    // The cases' roots are shorter than a SHA-256 root: refused as they are, judged with a whole one.
                    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
                    var whole = withWholeRoot(text);
                    if (test.get("ok").asBoolean()) {
                        assertThat(Checkpoint.parse(whole).size())
                                .isEqualTo(test.get("size").asLong());
                    } else {
                        assertThatThrownBy(() -> Checkpoint.parse(whole)).isInstanceOf(IllegalArgumentException.class);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> malformedProofFilesAreRefused() {
        return read("note/tlog_proof_cases.json").get("invalid").properties().stream()
                .map(test -> DynamicTest.dynamicTest(test.getKey(), () -> assertThatThrownBy(
                                () -> ProofFile.parse(test.getValue().asText()))
                        .isInstanceOf(IllegalArgumentException.class)));
    }

    @Test
    void theSmallestProofFileIsReadAndWrittenBack() {
        var file = read("note/tlog_proof_cases.json").get("valid_minimal").asText();
        assertThat(ProofFile.parse(file)).hasToString(file);
    }

    @TestFactory
    Stream<DynamicTest> signaturesAreJudgedAsWycheproofJudgesThem() {
        return stream(read("wycheproof/ed25519_test.json").get("testGroups"))
                .flatMap(group -> stream(group.get("tests"))
                        .map(test -> DynamicTest.dynamicTest("tcId " + test.get("tcId"), () -> {
                            var key = NoteKey.of(
                                    "wycheproof", hex(group.get("publicKey").get("pk")));
                            assertThat(key.signed(hex(test.get("msg")), hex(test.get("sig"))))
                                    .isEqualTo(test.get("result").asText().equals("valid"));
                        })));
    }

    private static String withWholeRoot(String text) {
        var root = Base64.getEncoder().encodeToString(new byte[32]);
        return text.replace("YmFuYW5hcw==", root).replace("dGhlIHZpZXcgZnJvbSB0aGUgdHJlZSB0b3BzIGlzIGdyZWF0IQ==", root);
    }

    private static byte[] hex(JsonNode value) {
        return HexFormat.of().parseHex(value.asText());
    }

    private static String go(String name) {
        return GO.get(name).asText();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode read(String file) {
        try (var in = NoteVectorsTest.class.getResourceAsStream("/vectors/" + file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

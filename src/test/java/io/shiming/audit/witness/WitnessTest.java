package io.shiming.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.CosignerKey;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.Hash;
import io.shiming.audit.tree.MemoryTiles;
import io.shiming.audit.tree.TiledTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A witness over HTTP, and logs that try to have two histories. */
class WitnessTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String ORIGIN = "operator.example/rnr-audit/1";

    private final HttpClient http = HttpClient.newHttpClient();
    private final MemoryTiles tiles = new MemoryTiles();
    private Path disk;
    private Ed25519Sign signer;
    private NoteKey log;
    private Witness witness;

    @BeforeEach
    void aWitnessOfALogOfThreeHundred(@TempDir Path directory) throws Exception {
        disk = directory;
        var pair = Ed25519Sign.KeyPair.newKeyPair();
        signer = new Ed25519Sign(pair.getPrivateKey());
        log = NoteKey.of(ORIGIN, pair.getPublicKey());
        witness = started();
        tiles.grow(0, 300);
        assertThat(post(body(0, 200)).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        witness.close();
    }

    @Test
    void aTreeThatExtendsTheLastIsCosignedWithTheTime() throws Exception {
        var answer = post(body(200, 300));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(witness.key().cosigned(checkpoint(300).with(List.of(answer.body()))))
                .contains(NOW);
        assertThat(witness.key().cosigned(checkpoint(200).with(List.of(answer.body()))))
                .isEmpty();
    }

    @Test
    void theSameTreeIsCosignedAgain() throws Exception {
        assertThat(post(body(200, 200)).statusCode()).isEqualTo(200);
    }

    @Test
    void aLogWhoseKeyIsBeingReplacedIsCosignedFromKeyToKey() throws Exception {
        // Given: the witness is told the next key too
        var pair = Ed25519Sign.KeyPair.newKeyPair();
        var next = NoteKey.of(ORIGIN, pair.getPublicKey());
        var nextSigner = new Ed25519Sign(pair.getPrivateKey());
        var newer = SignedNote.sign(checkpoint(300).text(), next, message -> signedBy(nextSigner, message));
        var alone = body(200, 300).split("\n\n", 2)[0] + "\n\n" + newer;
        assertThat(post(alone).statusCode()).isEqualTo(403);
        witness.close();
        witness = Witness.start(
                disk, "witness.example", List.of(log, next), loopback(), Clock.fixed(NOW, ZoneOffset.UTC));
        // Then: the old key, both, and the new one are the same log's
        assertThat(post(body(200, 250)).statusCode()).isEqualTo(200);
        var both = checkpoint(275).alsoSigned(next, message -> signedBy(nextSigner, message));
        assertThat(post(body(250, 275).split("\n\n", 2)[0] + "\n\n" + both).statusCode())
                .isEqualTo(200);
        assertThat(post(body(275, 300).split("\n\n", 2)[0] + "\n\n" + newer).statusCode())
                .isEqualTo(200);
    }

    private static byte[] signedBy(Ed25519Sign signer, byte[] message) {
        try {
            return signer.sign(message);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anOlderOldSizeIsToldTheSizeItShouldHave() throws Exception {
        var answer = post(body(100, 300));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("200\n");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/x.tlog.size");
    }

    @Test
    void aSmallerTreeIsNotCosigned() throws Exception {
        assertThat(post(body(100, 150)).statusCode()).isEqualTo(409);
        assertThat(post("old 200\n\n" + checkpoint(150)).statusCode()).isEqualTo(400);
    }

    @Test
    void anotherTreeOfTheSameSizeIsNotCosigned() throws Exception {
        var other = signed(new Checkpoint(ORIGIN, 200, Hash.ofLeaf(new byte[] {9})));
        assertThat(post("old 200\n\n" + other).statusCode()).isEqualTo(409);
    }

    @Test
    void aTreeThatDoesNotExtendTheLastIsNotCosigned() throws Exception {
        var rewritten = signed(new Checkpoint(ORIGIN, 300, Hash.ofLeaf(new byte[] {9})));
        var withTheProofOfTheOther = body(200, 300).split("\n\n", 2)[0] + "\n\n" + rewritten;
        assertThat(post(withTheProofOfTheOther).statusCode()).isEqualTo(422);
        assertThat(post("old 200\n\n" + checkpoint(300)).statusCode()).isEqualTo(422);
        assertThat(onDisk()).isEqualTo(200);
    }

    @Test
    void aCheckpointOfAnotherKeyIsNotCosigned() throws Exception {
        var pair = Ed25519Sign.KeyPair.newKeyPair();
        signer = new Ed25519Sign(pair.getPrivateKey());
        assertThat(post(body(200, 300)).statusCode()).isEqualTo(403);
    }

    @Test
    void anUnknownLogIsNotFound() throws Exception {
        var unknown = signed(new Checkpoint("other.example/rnr-audit/1", 1, Hash.ofLeaf(new byte[0])));
        assertThat(post("old 0\n\n" + unknown).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "old\n\n", "old -1\n\n", "old 01\n\n", "old 200\nnot base64\n\n", "new 200\n\n", "old 200\n"
            })
    void whatIsNotASubmissionIsMalformed(String start) throws Exception {
        assertThat(post(start + checkpoint(300)).statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws Exception {
        assertThat(post("old 200\n" + "A".repeat(200_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void ofTwoHistoriesShownAtOnceOneIsCosigned() throws Exception {
        for (int round = 0; round < 20; round++) {
            // Given: both extend the same empty tree
            var name = "race.example/rnr-audit/" + round;
            var key = NoteKey.of(
                    name, Ed25519Sign.KeyPair.newKeyPairFromSeed(new byte[32]).getPublicKey());
            signer = new Ed25519Sign(new byte[32]);
            witness.close();
            witness =
                    Witness.start(disk, "witness.example", List.of(key), loopback(), Clock.fixed(NOW, ZoneOffset.UTC));
            // When
            var answers = Stream.of(1, 2)
                    .map(n -> signed(new Checkpoint(name, 1, Hash.ofLeaf(new byte[] {n.byteValue()}))))
                    .map(note -> http.sendAsync(request("old 0\n\n" + note), BodyHandlers.ofString()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .map(HttpResponse::statusCode)
                    .sorted()
                    .toList();
            // Then
            assertThat(answers).containsExactly(200, 409);
        }
    }

    @Test
    void aRestartedWitnessHasForgottenNothing() throws Exception {
        var key = witness.key().toString();
        witness.close();
        witness = started();
        assertThat(witness.key()).hasToString(key);
        assertThat(CosignerKey.parse(key)).hasToString(key);
        assertThat(post(body(0, 300)).statusCode()).isEqualTo(409);
        assertThat(post(body(200, 300)).statusCode()).isEqualTo(200);
    }

    @Test
    void aWitnessThatCannotWriteCosignsNothing() throws Exception {
        var own = disk.resolve("operator.example_rnr-audit_1");
        Files.move(own, disk.resolve("gone"));
        assertThat(post(body(200, 300)).statusCode()).isEqualTo(500);
        Files.move(disk.resolve("gone"), own);
        assertThat(post(body(200, 300)).statusCode()).isEqualTo(200);
    }

    private Witness started() throws IOException {
        return Witness.start(disk, "witness.example", List.of(log), loopback(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private long onDisk() throws IOException {
        var note = Files.readString(disk.resolve("operator.example_rnr-audit_1/checkpoint"));
        return Checkpoint.parse(note, log).size();
    }

    private String body(long old, long size) {
        var proof = new TiledTree(tiles, size).consistencyWith(old);
        var lines = proof.stream().map(hash -> hash.base64() + "\n").collect(Collectors.joining());
        return "old " + old + "\n" + lines + "\n" + checkpoint(size);
    }

    private SignedNote checkpoint(long size) {
        return signed(new Checkpoint(ORIGIN, size, new TiledTree(tiles, size).root()));
    }

    private SignedNote signed(Checkpoint checkpoint) {
        var key = NoteKey.of(checkpoint.origin(), new byte[32]);
        return SignedNote.sign(
                checkpoint.text(),
                checkpoint.origin().equals(ORIGIN) ? log : keyOf(key),
                message -> signedBy(signer, message));
    }

    private static NoteKey keyOf(NoteKey named) {
        try {
            return NoteKey.of(
                    named.name(),
                    Ed25519Sign.KeyPair.newKeyPairFromSeed(new byte[32]).getPublicKey());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(request(body), BodyHandlers.ofString(UTF_8));
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + witness.port() + "/add-checkpoint"))
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}

package io.shiming.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.shiming.audit.note.Checkpoint;
import io.shiming.audit.note.NoteKey;
import io.shiming.audit.note.SignedNote;
import io.shiming.audit.tree.MemoryTiles;
import io.shiming.audit.tree.TiledTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A8: the disk fails or the process is killed inside each system call that keeps a checkpoint, as strace injects it. What
 * was cosigned is on disk, and what is on disk is one of the two checkpoints. Without strace there is nothing to test with.
 */
class WitnessFaultsTest {
    private static final String ORIGIN = "operator.example/rnr-audit/1";
    private static final Pattern PORT = Pattern.compile("on port ([0-9]+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final MemoryTiles tiles = new MemoryTiles();
    private Path disk;
    private Ed25519Sign signer;
    private NoteKey log;

    @BeforeEach
    void aWitnessThatHasSeenTwoHundred(@TempDir Path directory) throws Exception {
        assumeThat(Path.of("/usr/bin/strace")).exists();
        disk = Files.createDirectory(directory.resolve("disk"));
        var pair = Ed25519Sign.KeyPair.newKeyPair();
        signer = new Ed25519Sign(pair.getPrivateKey());
        log = NoteKey.of(ORIGIN, pair.getPublicKey());
        tiles.grow(0, 300);
        var witness = Witness.start(
                disk,
                "witness.example",
                List.of(log),
                new java.net.InetSocketAddress("127.0.0.1", 0),
                Clock.systemUTC());
        assertThat(post(witness.port(), body(0, 200))).isEqualTo(200);
        witness.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "write:error=EIO", "write:signal=KILL", "fsync:error=EIO:when=1", "fsync:signal=KILL:when=1",
                "/^rename:error=EIO", "/^rename:signal=KILL", "fsync:error=EIO:when=2", "fsync:signal=KILL:when=2",
            })
    void whatIsCosignedIsKeptAndWhatIsKeptIsWhole(String fault) throws Exception {
        // When
        int status = postUnder(fault);
        // Then
        long kept = kept();
        assertThat(kept).isIn(200L, 300L);
        if (status == 200) assertThat(kept).isEqualTo(300);
        assertThat(status).as("the fault was met").isNotEqualTo(200);
        var after = Witness.start(
                disk,
                "witness.example",
                List.of(log),
                new java.net.InetSocketAddress("127.0.0.1", 0),
                Clock.systemUTC());
        assertThat(post(after.port(), body(kept, 300))).isEqualTo(200);
        assertThat(post(after.port(), body(100, 150))).isEqualTo(409);
        after.close();
    }

    /** The status, or 0 without an answer. */
    private int postUnder(String fault) throws Exception {
        var console = disk.resolveSibling("console");
        var words = new ArrayList<>(List.of(
                "/usr/bin/strace",
                "-f",
                "-qq",
                "-o",
                disk.resolveSibling("trace").toString()));
        words.addAll(List.of("-e", "trace=write,fsync,/^rename", "-e", "inject=" + fault));
        for (String kept : List.of("checkpoint.new", "checkpoint", "")) {
            words.addAll(List.of("-P", own().resolve(kept).toString()));
        }
        words.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData"));
        words.addAll(List.of(WitnessFaultsTest.class.getName(), "--dir", disk.toString(), "--port", "0"));
        words.addAll(List.of("--name", "witness.example", "--log", log.toString()));
        var builder = new ProcessBuilder(words);
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        var process = builder.redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> PORT.matcher(Files.readString(console)).find());
            var port = PORT.matcher(Files.readString(console));
            assertThat(port.find()).isTrue();
            return post(Integer.parseInt(port.group(1)), body(200, 300));
        } catch (IOException noAnswer) {
            return 0;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    /** The witness's process. */
    public static void main(String[] arguments) {
        WitnessCommand.run(List.of(arguments), Clock.systemUTC());
    }

    private Path own() {
        return disk.resolve("operator.example_rnr-audit_1");
    }

    private long kept() throws IOException {
        return Checkpoint.parse(Files.readString(own().resolve("checkpoint")), log)
                .size();
    }

    private String body(long old, long size) {
        var tree = new TiledTree(tiles, size);
        var proof = tree.consistencyWith(old).stream()
                .map(hash -> hash.base64() + "\n")
                .collect(Collectors.joining());
        var note = SignedNote.sign(new Checkpoint(ORIGIN, size, tree.root()).text(), log, message -> {
            try {
                return signer.sign(message);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
        return "old " + old + "\n" + proof + "\n" + note;
    }

    private int post(int port, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/add-checkpoint"))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }
}

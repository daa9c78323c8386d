package io.shiming.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for an outside recipient, opened by a program that is not ours. */
class RecipientKeyTest {
    private static KeyPair pair;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeAll
    static void aRecipient() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        pair = generator.generateKeyPair();
    }

    @Test
    void opensslOpensWhatWasSealed() throws Exception {
        // Given
        var line = "测试,=1+1\r\n".repeat(20_000).getBytes(UTF_8);
        Files.write(directory.resolve("file"), sealed(line));
        // When
        int exit = openssl("file");
        // Then
        assertThat(exit).isZero();
        assertThat(Files.readAllBytes(directory.resolve("opened"))).isEqualTo(line);
    }

    @Test
    void truncatedOrAlteredFileDoesNotOpen() throws Exception {
        var sealed = sealed("x".repeat(100_000).getBytes(UTF_8));
        var changed = sealed.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(directory.resolve("changed"), changed);
        assertThat(openssl("changed")).isNotZero();
        Files.write(directory.resolve("short"), Arrays.copyOf(sealed, sealed.length - 40));
        assertThat(openssl("short")).isNotZero();
    }

    @Test
    void unclosedFileDoesNotOpen() throws Exception {
        var to = new ByteArrayOutputStream();
        var open = key().sealTo(to);
        open.write(new byte[100_000]);
        open.flush();
        Files.write(directory.resolve("open"), to.toByteArray());
        assertThat(openssl("open")).isNotZero();
    }

    @Test
    void fileHoldsNoPlaintext() throws IOException {
        assertThat(new String(sealed("readable ".repeat(1000).getBytes(UTF_8)), UTF_8))
                .doesNotContain("readable");
    }

    @Test
    void fileIsStreamedAndNotBuffered() throws IOException {
        // Given
        var counting = new Counting();
        var open = key().sealTo(counting);
        // When
        for (int i = 0; i < 100; i++) {
            open.write(new byte[10_000]);
            // Then
            assertThat(counting.bytes).isGreaterThan((i + 1) * 10_000L - 70_000L);
        }
    }

    @Test
    void weakKeysAndOtherTextsAreNone() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        assertThat(RecipientKey.read(pem(
                        "PUBLIC KEY", generator.generateKeyPair().getPublic().getEncoded())))
                .isEmpty();
        generator = KeyPairGenerator.getInstance("EC");
        assertThat(RecipientKey.read(pem(
                        "PUBLIC KEY", generator.generateKeyPair().getPublic().getEncoded())))
                .isEmpty();
        assertThat(RecipientKey.read(pem("PRIVATE KEY", pair.getPrivate().getEncoded())))
                .isEmpty();
        assertThat(RecipientKey.read("")).isEmpty();
        assertThat(RecipientKey.read("-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----\n"))
                .isEmpty();
        assertThat(key().fingerprint()).matches("[0-9a-f]{64}");
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) {
            bytes += length;
        }
    }

    private int openssl(String file) throws IOException, InterruptedException {
        Files.writeString(
                directory.resolve("key.pem"),
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        var process = new ProcessBuilder(
                        "openssl",
                        "cms",
                        "-decrypt",
                        "-binary",
                        "-inform",
                        "DER",
                        "-in",
                        file,
                        "-inkey",
                        "key.pem",
                        "-out",
                        "opened")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static byte[] sealed(byte[] plain) throws IOException {
        var to = new ByteArrayOutputStream();
        try (var open = key().sealTo(to)) {
            open.write(plain);
        }
        return to.toByteArray();
    }

    private static RecipientKey key() {
        return RecipientKey.read(pem("PUBLIC KEY", pair.getPublic().getEncoded()))
                .orElseThrow();
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }
}

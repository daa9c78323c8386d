package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.vault.suite.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stored forms are pinned: what was sealed with today's formats opens for ever. */
class GoldenTest {
    private static final JsonNode GOLDEN = golden();
    private static final byte[] KEY = hex(GOLDEN.get("person_key_hex"));
    private static final Place PLACE = new Place(7, "identity_version", "document_number", 1234567890123L, 42, 3);

    @ParameterizedTest
    @EnumSource(Suite.class)
    void anEnvelopeOfFormatOneOpens(Suite suite) {
        byte[] sealed = hex(GOLDEN.get("envelopes_hex").get(suite.name()));
        assertThat(sealed).startsWith(1, suite.number(), 0, 1);
        assertThat(new String(
                        Envelope.open((version, any) -> FieldKey.of(KEY, any, PLACE), PLACE, sealed),
                        StandardCharsets.US_ASCII))
                .isEqualTo("SPECIMEN-0001");
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void anEnvelopeOfFormatTwoOpens(Suite suite) throws IOException {
        try (var file = open(GOLDEN.get("chunked").get(suite.name()).asText())) {
            byte[] sealed = file.readAllBytes();
            assertThat(sealed).startsWith(2, suite.number(), 0, 1);
            assertThat(Envelope.open((version, any) -> FieldKey.of(KEY, any, PLACE), PLACE, sealed))
                    .isEqualTo(new byte[70_000]);
        }
    }

    /** The nonce is fresh with each seal, and no way to choose it exists: what stands before it is the golden envelope's. */
    @ParameterizedTest
    @EnumSource(Suite.class)
    void anEnvelopeIsSealedAsTheGoldenOnesWere(Suite suite) throws IOException {
        byte[] whole = hex(GOLDEN.get("envelopes_hex").get(suite.name()));
        try (var file = open(GOLDEN.get("chunked").get(suite.name()).asText())) {
            assertSealedAs(whole, suite, GOLDEN.get("plain").asText().getBytes(StandardCharsets.US_ASCII));
            assertSealedAs(file.readAllBytes(), suite, new byte[70_000]);
        }
    }

    private static void assertSealedAs(byte[] golden, Suite suite, byte[] plain) {
        byte[] sealed =
                Envelope.seal(FieldKey.of(KEY, suite, PLACE), 1, PLACE, plain).bytes();
        assertThat(sealed).hasSameSizeAs(golden).startsWith(Arrays.copyOf(golden, Envelope.BODY_AT));
        assertThat(Envelope.open((version, any) -> FieldKey.of(KEY, any, PLACE), PLACE, sealed))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void anIndexStaysTheSame(Suite suite) {
        var key = new HeldKey(1, suite, KeyState.LIVE, hex(GOLDEN.get("index").get("key_hex")));
        var index = Vault.index(key, IndexKind.DOCUMENT, "SPECIMEN-0001");
        assertThat(index.bytes()).isEqualTo(hex(GOLDEN.get("index").get(suite.name())));
    }

    @Test
    void aWrappedPersonKeyUnwraps() {
        JsonNode wrapping = GOLDEN.get("person_key_wrapping");
        var key = new HeldKey(1, Suite.AES_GCM_HMAC_SHA256, KeyState.LIVE, hex(wrapping.get("operator_key_hex")));
        byte[] opened = key.decrypt(hex(wrapping.get("wrapped_hex")), DataKeys.context(7, 42, 1, 1, new byte[32]));
        assertThat(opened).isEqualTo(hex(wrapping.get("person_key_hex")));
    }

    private static JsonNode golden() {
        try (var file = open("envelopes.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(GoldenTest.class.getResourceAsStream("/vectors/vault/" + name));
    }

    private static byte[] hex(JsonNode text) {
        return HexFormat.of().parseHex(text.asText());
    }
}

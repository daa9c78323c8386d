package io.shiming.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.subtle.Ed25519Verify;
import io.shiming.vault.suite.CryptoCalls;
import io.shiming.vault.suite.Primitives;
import io.shiming.vault.suite.Suite;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/** Test E1: the primitives as they are used here, against Project Wycheproof and the SM standards. */
class VectorsTest {
    private static final Primitives AES = Suite.AES_GCM_HMAC_SHA256.primitives();
    private static final Primitives SM = Suite.SM4_GCM_HMAC_SM3.primitives();

    @Test
    void aesGcmOpensWhatIsValidAndNothingElse() {
        int[] valid = {0};
        each("wycheproof/aes_gcm_test.json", (group, test) -> {
            if (group.get("keySize").asInt() == 192) {
                return; // not offered by the library on purpose
            }
            byte[] sealed = join(hex(test, "iv"), hex(test, "ct"), hex(test, "tag"));
            boolean ours =
                    group.get("ivSize").asInt() == 96 && group.get("tagSize").asInt() == 128;
            if (ours && isValid(test)) {
                valid[0]++;
                assertThat(quietly(() -> AES.decrypt(hex(test, "key"), sealed, hex(test, "aad"))))
                        .as(id(test))
                        .isEqualTo(hex(test, "msg"));
            } else {
                assertThat(catchThrowable(() -> AES.decrypt(hex(test, "key"), sealed, hex(test, "aad"))))
                        .as(id(test))
                        .isInstanceOf(GeneralSecurityException.class);
            }
        });
        assertThat(valid[0]).isGreaterThan(60);
    }

    @Test
    void hkdfDerivesWhatTheStandardSays() {
        each("wycheproof/hkdf_sha256_test.json", (group, test) -> {
            int size = test.get("size").asInt();
            if (isValid(test)) {
                assertThat(quietly(() -> AES.derive(hex(test, "ikm"), hex(test, "salt"), hex(test, "info"), size)))
                        .as(id(test))
                        .isEqualTo(hex(test, "okm"));
            } else {
                assertThat(catchThrowable(
                                () -> AES.derive(hex(test, "ikm"), hex(test, "salt"), hex(test, "info"), size)))
                        .as(id(test))
                        .isInstanceOf(GeneralSecurityException.class);
            }
        });
    }

    @Test
    void hmacIsThatOfTheStandardAndOfNothingAltered() {
        each("wycheproof/hmac_sha256_test.json", (group, test) -> {
            if (group.get("keySize").asInt() < 128) {
                return; // refused by the library on purpose
            }
            byte[] made = quietly(() -> AES.mac(hex(test, "key"), hex(test, "msg")));
            byte[] cut = Arrays.copyOf(made, group.get("tagSize").asInt() / 8);
            assertThat(Arrays.equals(cut, hex(test, "tag"))).as(id(test)).isEqualTo(isValid(test));
        });
    }

    @Test
    void ed25519AcceptsNoSignatureThatIsNotOne() {
        each("wycheproof/ed25519_test.json", (group, test) -> {
            var verify = new Ed25519Verify(hex(group.get("publicKey"), "pk"));
            var refusal = catchThrowable(() -> verify.verify(hex(test, "sig"), hex(test, "msg")));
            assertThat(refusal == null).as(id(test)).isEqualTo(isValid(test));
        });
    }

    @Test
    void sm4GcmOpensTheExampleOfRfc8998() throws Exception {
        JsonNode example = read("sm/sm_reference.json").get("sm4_gcm_rfc8998_a1");
        byte[] sealed = join(hex(example, "iv_hex"), hex(example, "ciphertext_hex"), hex(example, "tag_hex"));

        byte[] opened = SM.decrypt(hex(example, "key_hex"), sealed, hex(example, "aad_hex"));

        assertThat(opened).isEqualTo(hex(example, "plaintext_hex"));
    }

    @Test
    void sm4AndSm3GiveTheResultsOfTheStandards() throws Exception {
        JsonNode block = read("sm/sm_reference.json").get("sm4_ecb").get(0);
        var engine = new SM4Engine();
        engine.init(true, new KeyParameter(hex(block, "key_hex")));
        byte[] out = new byte[16];
        engine.processBlock(hex(block, "plaintext_hex"), 0, out, 0);
        assertThat(out).isEqualTo(hex(block, "ciphertext_hex"));
        for (JsonNode example : read("sm/sm_reference.json").get("sm3")) {
            assertThat(sm3(hex(example, "input_hex"))).isEqualTo(hex(example, "output_hex"));
        }
    }

    /** HMAC by its definition, RFC 2104, over a digest that was just checked. */
    @Test
    void hmacSm3IsHmacOverSm3() throws Exception {
        byte[] key = hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        byte[] message = "shiming".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] inner = Arrays.copyOf(key, 64);
        byte[] outer = Arrays.copyOf(key, 64);
        for (int i = 0; i < 64; i++) {
            inner[i] ^= 0x36;
            outer[i] ^= 0x5c;
        }
        assertThat(SM.mac(key, message)).isEqualTo(sm3(join(outer, sm3(join(inner, message)))));
    }

    /** The first block of HKDF by its definition, RFC 5869. */
    @Test
    void hkdfSm3IsHkdfOverHmacSm3() throws Exception {
        byte[] key = hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
        byte[] salt = hex("000102030405060708090a0b0c");
        byte[] info = hex("f0f1f2f3f4f5f6f7f8f9");
        byte[] first = SM.mac(SM.mac(salt, key), join(info, new byte[] {1}));
        assertThat(SM.derive(key, salt, info, 32)).isEqualTo(first);
    }

    private static byte[] sm3(byte[] input) {
        var digest = new SM3Digest();
        digest.update(input, 0, input.length);
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return out;
    }

    private static void each(String file, BiConsumer<JsonNode, JsonNode> check) {
        JsonNode all = read(file);
        int seen = 0;
        for (JsonNode group : all.get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                check.accept(group, test);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(all.get("numberOfTests").asInt());
    }

    private static byte[] quietly(CryptoCalls.Work<byte[]> work) {
        return CryptoCalls.loudly(work);
    }

    private static boolean isValid(JsonNode test) {
        return test.get("result").asText().equals("valid");
    }

    private static String id(JsonNode test) {
        return "tcId " + test.get("tcId").asInt();
    }

    private static JsonNode read(String file) {
        try (var in = VectorsTest.class.getResourceAsStream("/vectors/" + file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    private static byte[] hex(JsonNode node, String field) {
        return hex(node.get(field).asText());
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] join(byte[]... parts) {
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

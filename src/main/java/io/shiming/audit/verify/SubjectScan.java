package io.shiming.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.mac.HmacKey;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds every entry about one person with the person's commitment key, and so shows that the list is complete: an entry is
 * the person's if its commitment is HMAC-SHA256(key, entry id).
 */
final class SubjectScan {
    private static final int KEY_LENGTH = 32;

    private final Mac mac;
    private final List<String> found = new ArrayList<>();

    SubjectScan(byte[] key) {
        if (key.length != KEY_LENGTH) throw new IllegalArgumentException("a commitment key has 32 bytes");
        try {
            MacConfig.register();
            mac = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(hmac(key)).withRandomId().makePrimary())
                    .build()
                    .getPrimitive(RegistryConfiguration.get(), Mac.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is there", e);
        }
    }

    void entry(long index, JsonNode said) {
        var commitment = said.path("subject").asText();
        if (commitment.isEmpty()
                || !commitment.equals(commitmentOf(said.path("entryId").asText()))) return;
        found.add(index + " " + said.path("at").asText() + " "
                + said.path("act").asText() + " by " + said.path("actor").asText() + " for "
                + said.path("purpose").asText());
    }

    /** One line an entry, in the order of the log: index, time, act, actor, purpose. */
    List<String> found() {
        return List.copyOf(found);
    }

    @AccessesPartialKey // the key comes from the vault's custodian as bytes
    private static HmacKey hmac(byte[] key) throws GeneralSecurityException {
        return HmacKey.builder()
                .setParameters(HmacParameters.builder()
                        .setKeySizeBytes(KEY_LENGTH)
                        .setTagSizeBytes(KEY_LENGTH)
                        .setHashType(HmacParameters.HashType.SHA256)
                        .setVariant(HmacParameters.Variant.NO_PREFIX)
                        .build())
                .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                .build();
    }

    private String commitmentOf(String entryId) {
        try {
            return HexFormat.of().formatHex(mac.computeMac(entryId.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC takes any text", e);
        }
    }
}

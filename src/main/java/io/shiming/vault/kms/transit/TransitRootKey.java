package io.shiming.vault.kms.transit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.shiming.vault.RootKey;
import io.shiming.vault.VaultConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * The root key in a transit engine (HashiCorp Vault or OpenBao HTTP API, {@code /transit/encrypt} and
 * {@code /transit/decrypt}, key type aes256-gcm96). A wrapping is the engine's own text, {@code vault:v1:...}, which
 * names the key's version; the engine rotates the key.
 */
@ApplicationScoped
@LookupIfProperty(name = "shiming.vault.root-key.provider", stringValue = "transit")
class TransitRootKey implements RootKey {
    private final TransitCalls transitCalls;

    @Inject
    TransitRootKey(VaultConfig config) {
        this(config.rootKey().transit(), config.rootKey().timeout());
    }

    TransitRootKey(VaultConfig.Transit settings, Duration timeout) {
        this.transitCalls = new TransitCalls(
                URI.create(settings.url().orElseThrow(() -> missing("url")) + "/v1/" + settings.mount() + "/"),
                settings.key(),
                settings.token().orElseThrow(() -> missing("token")),
                timeout);
    }

    @Override
    public String provider() {
        return "transit";
    }

    @Override
    public byte[] wrap(byte[] key, byte[] context) {
        JsonNode data =
                transitCalls.call("encrypt", Map.of("plaintext", base64(key), "associated_data", base64(context)));
        return data.path("ciphertext").asText().getBytes(US_ASCII);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] context) {
        String ciphertext = new String(wrapped, US_ASCII);
        JsonNode data =
                transitCalls.call("decrypt", Map.of("ciphertext", ciphertext, "associated_data", base64(context)));
        return Base64.getDecoder().decode(data.path("plaintext").asText());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static IllegalStateException missing(String setting) {
        return new IllegalStateException("shiming.vault.root-key.transit." + setting + " is not set");
    }
}

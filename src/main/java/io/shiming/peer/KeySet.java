package io.shiming.peer;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shiming.peer.KeyFault.Reason;
import java.io.IOException;
import java.security.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A JWK Set (RFC 7517) that was judged as a whole. One key with a fault makes it a bad set: the issuer of such a key
 * has lost control of the others too. Keys for encryption, and for algorithms that are not taken, are sound and unused;
 * common issuers publish them beside the others.
 */
final class KeySet {
    static final KeySet EMPTY = new KeySet(Map.of(), 0);

    private static final int MOST_KEYS = 64;
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, Verifier> keys;
    private final int unused;

    /** A key, and the one algorithm whose signatures it verifies. */
    private record Verifier(String algorithm, Key key) {}

    private KeySet(Map<String, Verifier> keys, int unused) {
        this.keys = Map.copyOf(keys);
        this.unused = unused;
    }

    /** The keys of these algorithms in the text of a set. */
    static KeySet judged(String text, Set<String> algorithms) throws KeyFault {
        var ids = new HashSet<String>();
        var usable = new HashMap<String, Verifier>();
        var list = list(text);
        for (JsonNode key : list) {
            KeyNumbers.mustBeSound(key);
            String algorithm = KeyUse.algorithm(key);
            var id = key.path("kid");
            if (!id.isTextual() || id.asText().isBlank()) throw new KeyFault(Reason.KEY_WITHOUT_ID);
            if (!ids.add(id.asText())) throw new KeyFault(Reason.KEY_ID_TWICE);
            if (algorithm != null && algorithms.contains(algorithm)) {
                usable.put(id.asText(), new Verifier(algorithm, made(key, algorithm)));
            }
        }
        if (usable.isEmpty()) throw new KeyFault(Reason.NO_USABLE_KEY);
        return new KeySet(usable, list.size() - usable.size());
    }

    /** The key with this id, if it verifies signatures of this algorithm. */
    @Nullable
    Key named(@Nullable String id, @Nullable String algorithm) {
        var found = id == null ? null : keys.get(id);
        return found != null && found.algorithm.equals(algorithm) ? found.key : null;
    }

    /** Whether no key has this id, under any algorithm. */
    boolean lacks(@Nullable String id) {
        return id == null || !keys.containsKey(id);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** How many of its keys are for something else. */
    int unused() {
        return unused;
    }

    private static JsonNode list(String text) throws KeyFault {
        try {
            var keys = STRICT.readTree(text).path("keys");
            boolean objects = keys.isArray() && keys.size() <= MOST_KEYS;
            for (JsonNode key : keys) {
                objects &= key.isObject() && key.path("kty").isTextual();
            }
            if (objects) return keys;
        } catch (IOException malformed) {
            throw new KeyFault(Reason.NOT_A_KEY_SET);
        }
        throw new KeyFault(Reason.NOT_A_KEY_SET);
    }

    /** As the fast provider's own where it verifies ES256, so that it need not be translated for each signature. */
    private static Key made(JsonNode key, String algorithm) throws KeyFault {
        try {
            var provider = algorithm.equals("ES256") ? Es256.providerName() : null;
            return PublicJsonWebKey.Factory.newPublicJwk(key.toString(), provider)
                    .getPublicKey();
        } catch (JoseException | RuntimeException unreadable) {
            throw new KeyFault(Reason.MALFORMED_KEY);
        }
    }
}

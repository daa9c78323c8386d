package io.shiming.peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.shiming.peer.KeyFault.Reason;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a key says it is for: {@code use}, {@code key_ops} and {@code alg} (RFC 7517 sections 4.2 to 4.4). */
final class KeyUse {
    private static final Map<String, String> CURVE_OF = Map.of(
            "ES256",
            "P-256",
            "ES384",
            "P-384",
            "ES512",
            "P-521",
            "ES256K",
            "secp256k1",
            "Ed25519",
            "Ed25519",
            "Ed448",
            "Ed448");

    private static final Map<String, String> USUAL_ALGORITHM =
            Map.of("EC P-256", "ES256", "RSA ", "PS256", "OKP Ed25519", "EdDSA");

    private KeyUse() {}

    /**
     * The algorithm whose signatures the key verifies, or null for a key that is for something else: for encryption, or
     * for an algorithm that it does not name and has no usual one. Such a key is sound, and is not used.
     */
    static @Nullable String algorithm(JsonNode key) throws KeyFault {
        String use = text(key, "use");
        boolean forSignatures = use == null || use.equals("sig");
        if (key.has("key_ops")) {
            boolean verifies = verifies(key.get("key_ops"));
            if (use != null && verifies != forSignatures) throw new KeyFault(Reason.CONTRADICTORY_USE);
            forSignatures &= verifies;
        }
        String type = String.valueOf(text(key, "kty"));
        String curve = key.path("crv").asText();
        String stated = text(key, "alg");
        if (stated != null && !fits(stated, type, curve)) throw new KeyFault(Reason.CONTRADICTORY_USE);
        if (!forSignatures) return null;
        if (stated == null) return USUAL_ALGORITHM.get(type + " " + (type.equals("RSA") ? "" : curve));
        return stated.equals("Ed25519") ? "EdDSA" : stated; // RFC 9864 gave it a second name
    }

    private static boolean verifies(JsonNode operations) throws KeyFault {
        if (!operations.isArray()) throw new KeyFault(Reason.NOT_A_KEY_SET);
        for (JsonNode each : operations) {
            if (each.asText().equals("verify")) return true;
        }
        return false;
    }

    /** An algorithm that is not known here fits no rule; its key is not used either. */
    private static boolean fits(String algorithm, String type, String curve) {
        if (CURVE_OF.containsKey(algorithm)) {
            return Set.of("EC", "OKP").contains(type)
                    && type.equals(algorithm.startsWith("ES") ? "EC" : "OKP")
                    && curve.equals(CURVE_OF.get(algorithm));
        }
        if (algorithm.equals("EdDSA")) return type.equals("OKP") && curve.startsWith("Ed");
        if (algorithm.matches("(RS|PS)(256|384|512)|RSA.*")) return type.equals("RSA");
        return !algorithm.startsWith("ECDH") || Set.of("EC", "OKP").contains(type);
    }

    private static @Nullable String text(JsonNode key, String member) throws KeyFault {
        var value = key.get(member);
        if (value == null) return null;
        if (!value.isTextual()) throw new KeyFault(Reason.NOT_A_KEY_SET);
        return value.asText();
    }
}

package io.shiming.peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.shiming.peer.KeyFault.Reason;
import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.Map;
import org.jose4j.keys.EllipticCurves;

/** Judges the numbers of a public key (RFC 7518 section 6, RFC 8037 section 2) before any library takes them. */
final class KeyNumbers {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 16_384; // more is a burden for a verifier
    private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private static final Map<String, ECParameterSpec> CURVES =
            Map.of("P-256", EllipticCurves.P256, "P-384", EllipticCurves.P384, "P-521", EllipticCurves.P521);

    private static final Map<String, Integer> POINT_BYTES =
            Map.of("Ed25519", 32, "Ed448", 57, "X25519", 32, "X448", 56);

    private KeyNumbers() {}

    /** Throws for a key that is secret or not sound. A key of an unknown type is not judged and not used. */
    static void mustBeSound(JsonNode key) throws KeyFault {
        if (key.path("kty").asText().equals("oct") || PRIVATE.stream().anyMatch(key::has)) {
            throw new KeyFault(Reason.PRIVATE_KEY);
        }
        switch (key.path("kty").asText()) {
            case "RSA" -> rsa(key);
            case "EC" -> ellipticCurve(key);
            case "OKP" -> edwards(key);
            default -> {} // RFC 7517 section 5: a key of a type that is not understood is passed over
        }
    }

    private static void rsa(JsonNode key) throws KeyFault {
        var modulus = number(key, "n");
        var exponent = number(key, "e");
        if (modulus.bitLength() < LEAST_RSA_BITS
                || modulus.bitLength() > MOST_RSA_BITS
                || !modulus.testBit(0)
                || !exponent.testBit(0)
                || exponent.compareTo(BigInteger.TWO) <= 0) {
            throw new KeyFault(Reason.WEAK_RSA_KEY);
        }
    }

    private static void ellipticCurve(JsonNode key) throws KeyFault {
        var curve = CURVES.get(key.path("crv").asText());
        if (curve == null) return;
        int length = (curve.getCurve().getField().getFieldSize() + 7) / 8;
        var x = coordinate(key, "x", length);
        var y = coordinate(key, "y", length);
        var p = ((ECFieldFp) curve.getCurve().getField()).getP();
        var a = curve.getCurve().getA();
        var right =
                x.multiply(x).add(a).multiply(x).add(curve.getCurve().getB()).mod(p);
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.multiply(y).mod(p).equals(right)) {
            throw new KeyFault(Reason.NOT_ON_CURVE);
        }
    }

    private static void edwards(JsonNode key) throws KeyFault {
        var length = POINT_BYTES.get(key.path("crv").asText());
        if (length != null) coordinate(key, "x", length);
    }

    private static BigInteger coordinate(JsonNode key, String member, int length) throws KeyFault {
        byte[] bytes = bytes(key, member);
        if (bytes.length != length) throw new KeyFault(Reason.MALFORMED_KEY);
        return new BigInteger(1, bytes);
    }

    private static BigInteger number(JsonNode key, String member) throws KeyFault {
        return new BigInteger(1, bytes(key, member));
    }

    private static byte[] bytes(JsonNode key, String member) throws KeyFault {
        var value = key.path(member);
        try {
            if (value.isTextual() && !value.asText().isEmpty()) return Base64Url.bytes(value.asText());
        } catch (IllegalArgumentException malformed) {
            throw new KeyFault(Reason.MALFORMED_KEY);
        }
        throw new KeyFault(Reason.MALFORMED_KEY);
    }
}

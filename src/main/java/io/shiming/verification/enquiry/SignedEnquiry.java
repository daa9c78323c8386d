package io.shiming.verification.enquiry;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** An authority that can be asked, and whose signature is known. */
public final class SignedEnquiry {
    private static final AlgorithmConstraints ES256_ONLY = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    private final URI base;
    private final Wire wire;
    private final AuthorityKeys keys;
    private final String type;

    /**
     * The authority at an address.
     *
     * @param jwks its public keys, a JWK Set: https (http on loopback) or file
     * @param timeout from the first byte sent to the last byte read
     * @param type what its answers say they are, the header {@code typ}: a signature under one kind of answer is none
     *     under another
     */
    public SignedEnquiry(URI base, URI jwks, Duration timeout, Clock clock, String type) {
        this.base = base;
        this.wire = new Wire(timeout);
        this.keys = new AuthorityKeys(jwks, wire, clock);
        this.type = type;
    }

    /** Asks at a path below the address; the payload of the answer, whose signature has been verified. */
    public String post(String path, String json) throws Unusable {
        return verified(wire.post(endpoint(path), json));
    }

    private URI endpoint(String path) {
        String address = base.toString();
        return URI.create((address.endsWith("/") ? address : address + "/") + path);
    }

    // The key id selects among the configured keys; keys and addresses inside the answer are not looked at.
    private String verified(String compact) throws Unusable {
        var signed = new JsonWebSignature();
        signed.setAlgorithmConstraints(ES256_ONLY);
        try {
            signed.setCompactSerialization(compact);
            String keyId = signed.getKeyIdHeaderValue();
            if (keyId == null || !type.equals(signed.getHeader("typ"))) {
                throw new Unusable(Unusable.Reason.SIGNATURE);
            }
            signed.setKey(keys.named(keyId));
            return signed.getPayload(); // verifies first
        } catch (JoseException e) {
            throw new Unusable(Unusable.Reason.SIGNATURE);
        }
    }
}

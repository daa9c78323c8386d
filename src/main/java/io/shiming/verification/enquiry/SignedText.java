package io.shiming.verification.enquiry;

import io.shiming.peer.Base64Url;
import io.shiming.peer.Es256;
import io.shiming.peer.PeerKeys;
import io.shiming.peer.Unusable;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** What an authority signs, of one kind: a compact JWS (RFC 7515, ES256). */
public final class SignedText {
    private static final AlgorithmConstraints ES256_ONLY = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    private static final ProviderContext PROVIDER = Es256.context();

    private final PeerKeys keys;
    private final String type;

    /**
     * Texts that the owner of these keys signs.
     *
     * @param type the header {@code typ}: a signature under one kind of text is none under another
     */
    public SignedText(PeerKeys keys, String type) {
        this.keys = keys;
        this.type = type;
    }

    /** The payload, once its signature has been verified. */
    // The key id selects among the configured keys; keys and addresses inside the text are not looked at.
    public String verified(String compact) throws Unusable {
        var signed = new JsonWebSignature();
        signed.setProviderContext(PROVIDER);
        signed.setAlgorithmConstraints(ES256_ONLY);
        try {
            signed.setCompactSerialization(compact);
            String keyId = signed.getKeyIdHeaderValue();
            if (keyId == null || !type.equals(signed.getHeader("typ")) || !Base64Url.canonical(compact)) {
                throw new Unusable(Unusable.Reason.SIGNATURE);
            }
            signed.setKey(keys.named(keyId, String.valueOf(signed.getAlgorithmHeaderValue())));
            return signed.getPayload(); // verifies first
        } catch (JoseException e) {
            throw new Unusable(Unusable.Reason.SIGNATURE);
        }
    }
}

package io.shiming.verification.enquiry;

import io.shiming.peer.PeerKeys;
import io.shiming.peer.Unusable;
import io.shiming.peer.Wire;
import java.net.URI;
import java.time.Duration;

/** An authority that can be asked, and whose signature is known. */
public final class SignedEnquiry {
    private final URI base;
    private final Wire wire;
    private final SignedText signed;

    /**
     * The authority at an address.
     *
     * @param keys its public keys
     * @param timeout from the first byte sent to the last byte read
     * @param type what its answers say they are, the header {@code typ}: a signature under one kind of answer is none
     *     under another
     */
    public SignedEnquiry(URI base, PeerKeys keys, Duration timeout, String type) {
        this.base = base;
        this.wire = new Wire(timeout, keys.trust());
        this.signed = new SignedText(keys, type);
    }

    /** Asks at a path below the address; the payload of the answer, whose signature has been verified. */
    public String post(String path, String json) throws Unusable {
        return signed.verified(wire.post(endpoint(path), json));
    }

    private URI endpoint(String path) {
        String address = base.toString();
        return URI.create((address.endsWith("/") ? address : address + "/") + path);
    }
}

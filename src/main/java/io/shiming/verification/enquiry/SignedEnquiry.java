package io.shiming.verification.enquiry;

import java.net.URI;

/** An authority that can be asked, and whose signature is known. */
public final class SignedEnquiry {
    private final URI base;
    private final Wire wire;
    private final SignedText signed;

    SignedEnquiry(URI base, Wire wire, SignedText signed) {
        this.base = base;
        this.wire = wire;
        this.signed = signed;
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

package io.shiming.verification.enquiry;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** The way to those outside who sign what they say. */
@ApplicationScoped
public class Outside {
    private static final Duration KEYS_WITHIN = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final Clock clock;

    public Outside(Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * The authority at an address.
     *
     * @param jwks its public keys, a JWK Set: https (http on loopback) or file
     * @param timeout from the first byte sent to the last byte read
     * @param type what its answers say they are, the header {@code typ}: a signature under one kind of answer is none
     *     under another
     */
    public SignedEnquiry enquiry(URI base, URI jwks, Duration timeout, String type) {
        var wire = new Wire(vertx, timeout);
        return new SignedEnquiry(base, wire, new SignedText(new AuthorityKeys(jwks, wire, clock), type));
    }

    /**
     * What somebody signs of their own accord.
     *
     * @param jwks their public keys, a JWK Set: https (http on loopback) or file
     * @param type the header {@code typ}: a signature under one kind of text is none under another
     */
    public SignedText text(URI jwks, String type) {
        return new SignedText(new AuthorityKeys(jwks, new Wire(vertx, KEYS_WITHIN), clock), type);
    }
}

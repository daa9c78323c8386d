package io.shiming.trial;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A simulator of the identity authority that speaks the protocol of {@code io.shiming.verification.authority}.
 * Everybody with a possible number matches, but a name with 不符 in it does not, and one with 查无 is not known.
 * {@code POST /control {"mode": "slow", "slowMillis": 5000}} makes it misbehave; see {@link Mood}.
 */
public final class TrialAuthority implements AutoCloseable {
    private static final int REMEMBERED = 10_000;

    private final MoodyService service;
    private final Clock clock;
    private final Map<String, SignedReply> replies = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SignedReply> eldest) {
            return size() > REMEMBERED;
        }
    };

    private TrialAuthority(Loopback loopback, TrialKey key, Clock clock) {
        this.clock = clock;
        this.service = new MoodyService(loopback, key, "/v1/identity-checks", this::found, wish -> {});
    }

    /**
     * Starts it with the key of this directory.
     *
     * @param port 0 or a taken one means any free one
     */
    public static TrialAuthority start(Path directory, int port, Clock clock) {
        RefusedInProduction.check("the authority simulator");
        return new TrialAuthority(new Loopback(port), TrialKey.in(directory.resolve("authority-key.json")), clock);
    }

    public URI address() {
        return service.address();
    }

    /** What the service needs to know to ask and to verify the answers. */
    public Map<String, String> settings() {
        return Map.of(
                "shiming.verification.authority.url",
                address().toString(),
                "shiming.verification.authority.jwks",
                address() + "/jwks",
                "shiming.verification.authority.provider",
                "trial-authority");
    }

    /** Behaves like this from the next question on. */
    public void be(Mood next) {
        service.be(next);
    }

    /** How late a slow answer is. */
    public void delay(Duration late) {
        service.delay(late);
    }

    /** How many questions arrived, answered or not. */
    public int asked() {
        return service.asked();
    }

    private SignedReply found(String question) {
        var check = new Check(question);
        synchronized (replies) { // a repetition gets the same again
            return replies.computeIfAbsent(
                    check.requestId(),
                    id -> SignedReply.of(
                            "identity-check+jwt",
                            id,
                            check.subject(),
                            "result",
                            "\"" + check.result() + "\"",
                            clock.instant()));
        }
    }

    @Override
    public void close() {
        service.close();
    }
}

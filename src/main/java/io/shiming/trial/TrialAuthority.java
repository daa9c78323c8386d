package io.shiming.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A simulator of the identity authority that speaks the protocol of {@code io.shiming.verification.authority}.
 * Everybody with a possible number matches, but a name with 不符 in it does not, and one with 查无 is not known.
 * {@code POST /control {"mode": "slow", "slowMillis": 5000}} makes it misbehave; see {@link Mood}.
 */
public final class TrialAuthority implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int REMEMBERED = 10_000;
    private static final int LARGER_THAN_PERMITTED = 64 * 1024;

    private final Loopback loopback;
    private final TrialKey key;
    private final Clock clock;
    private final Map<String, SignedReply> replies = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SignedReply> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Mood mood = Mood.NORMAL;
    private volatile Duration delay = Duration.ofSeconds(10);

    private TrialAuthority(Loopback loopback, TrialKey key, Clock clock) {
        this.loopback = loopback;
        this.key = key;
        this.clock = clock;
        loopback.page("/v1/identity-checks", this::check);
        loopback.page("/control", this::control);
        loopback.page("/jwks", exchange -> Loopback.answer(exchange, 200, "application/jwk-set+json", key.publicSet()));
    }

    /**
     * Starts it with the key of this directory.
     *
     * @param port 0 or a taken one means any free one
     */
    public static TrialAuthority start(Path directory, int port, Clock clock) {
        RefusedInProduction.check("the authority simulator");
        return new TrialAuthority(
                new Loopback(port, "trial-authority"), TrialKey.in(directory.resolve("authority-key.json")), clock);
    }

    public URI address() {
        return loopback.address();
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
        mood = next;
    }

    /** How late a slow answer is. */
    public void delay(Duration late) {
        delay = late;
    }

    /** How many questions arrived, answered or not. */
    public int asked() {
        return asked.get();
    }

    private void check(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        Mood now = mood;
        var check = new Check(Loopback.body(exchange));
        switch (now) {
            case DOWN -> {} // the exchange is closed without an answer
            case ERROR -> Loopback.answer(exchange, 503, "text/plain", "");
            case GARBAGE -> Loopback.answer(exchange, 200, "application/jose", "<html>\u0000.match.match</html>");
            case OVERSIZE -> Loopback.answer(exchange, 200, "application/jose", "x".repeat(LARGER_THAN_PERMITTED));
            case TRICKLE -> trickle(exchange, reply(check, now));
            case SLOW -> {
                pause(delay);
                Loopback.answer(exchange, 200, "application/jose", reply(check, now));
            }
            default -> Loopback.answer(exchange, 200, "application/jose", reply(check, now));
        }
    }

    private String reply(Check check, Mood now) {
        synchronized (replies) {
            return replies.computeIfAbsent(check.requestId(), id -> SignedReply.to(check, clock.instant()))
                    .jws(key, now);
        }
    }

    private void trickle(HttpExchange exchange, String reply) throws IOException {
        exchange.sendResponseHeaders(200, reply.length());
        for (int i = 0; i < reply.length() && !Thread.currentThread().isInterrupted(); i++) {
            exchange.getResponseBody().write(reply.charAt(i));
            exchange.getResponseBody().flush();
            pause(delay.dividedBy(50));
        }
    }

    private void control(HttpExchange exchange) throws IOException {
        JsonNode wish = wish(Loopback.body(exchange));
        be(Mood.named(wish.path("mode").asText("normal")));
        if (wish.has("slowMillis")) {
            delay(Duration.ofMillis(wish.path("slowMillis").asLong()));
        }
        Loopback.answer(exchange, 200, "text/plain", "The authority is " + mood + " now.\n");
    }

    private static JsonNode wish(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON");
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        loopback.close();
    }
}

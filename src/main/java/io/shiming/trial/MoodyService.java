package io.shiming.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the outside services of a trial have in common: a question, a signed reply, a key that is published, and a page
 * that tells them how to behave, {@code POST /control {"mode": "slow", "slowMillis": 5000}}; see {@link Mood}.
 */
final class MoodyService implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGER_THAN_PERMITTED = 64 * 1024;
    private static final String ELSEWHERE = "/elsewhere";
    private static final String JOSE = "application/jose";

    private final Loopback loopback;
    private final TrialKey key;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Mood mood = Mood.NORMAL;
    private volatile Duration delay = Duration.ofSeconds(10);

    /**
     * Answers questions at a path.
     *
     * @param reply what is found, by the question's body
     * @param wish is shown each request to the control page
     */
    MoodyService(
            Loopback loopback,
            TrialKey key,
            String path,
            Function<String, SignedReply> reply,
            Consumer<JsonNode> wish) {
        this.loopback = loopback;
        this.key = key;
        loopback.page(path, exchange -> answer(exchange, mood, reply));
        loopback.page(ELSEWHERE, exchange -> answer(exchange, Mood.NORMAL, reply));
        loopback.page("/control", exchange -> control(exchange, wish));
        loopback.page("/jwks", exchange -> exchange.answer(200, "application/jwk-set+json", key.publicSet()));
    }

    /** Signs each text it is given, as a text of this kind. */
    void signing(String path, String type) {
        loopback.page(path, exchange -> exchange.answer(200, JOSE, key.sign(type, key.id(), exchange.body())));
    }

    URI address() {
        return loopback.address();
    }

    void be(Mood next) {
        mood = next;
    }

    void delay(Duration late) {
        delay = late;
    }

    int asked() {
        return asked.get();
    }

    private void answer(Exchange exchange, Mood now, Function<String, SignedReply> reply) {
        asked.incrementAndGet();
        var found = reply.apply(exchange.body());
        switch (now) {
            case DOWN -> exchange.hangUp();
            case ERROR -> exchange.answer(503, "text/plain", "");
            case GARBAGE -> exchange.answer(200, JOSE, "<html>\u0000.match.match</html>");
            case OVERSIZE -> exchange.answer(200, JOSE, "x".repeat(LARGER_THAN_PERMITTED));
            case TRICKLE -> exchange.trickle(JOSE, found.jws(key, now), delay.dividedBy(50));
            case TRUNCATED -> exchange.half(JOSE, found.jws(key, now));
            case REDIRECT -> exchange.redirect(ELSEWHERE);
            case SLOW -> exchange.after(delay, () -> exchange.answer(200, JOSE, found.jws(key, now)));
            default -> exchange.answer(200, JOSE, found.jws(key, now));
        }
    }

    private void control(Exchange exchange, Consumer<JsonNode> wish) {
        JsonNode wished = wished(exchange.body());
        if (wished.has("mode")) {
            be(Mood.named(wished.path("mode").asText()));
        }
        if (wished.has("slowMillis")) {
            delay(Duration.ofMillis(wished.path("slowMillis").asLong()));
        }
        wish.accept(wished);
        exchange.answer(200, "text/plain", "The service is " + mood + " now.\n");
    }

    private static JsonNode wished(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON");
        }
    }

    @Override
    public void close() {
        loopback.close();
    }
}

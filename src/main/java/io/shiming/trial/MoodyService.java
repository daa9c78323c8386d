package io.shiming.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

    private final Loopback loopback;
    private final TrialKey key;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Mood mood = Mood.NORMAL;
    private volatile Duration delay = Duration.ofSeconds(10);

    /**
     * Answers questions at a path.
     *
     * @param reply what is found, by the question's body
     * @param wish is shown whatever the control page is told
     */
    MoodyService(
            Loopback loopback,
            TrialKey key,
            String path,
            Function<String, SignedReply> reply,
            Consumer<JsonNode> wish) {
        this.loopback = loopback;
        this.key = key;
        loopback.page(path, () -> new Moody(mood, reply));
        loopback.page(ELSEWHERE, () -> new Moody(Mood.NORMAL, reply));
        loopback.page("/control", exchange -> control(exchange, wish));
        loopback.page("/jwks", exchange -> Loopback.answer(exchange, 200, "application/jwk-set+json", key.publicSet()));
    }

    /** Signs whatever it is given, as a text of this kind. */
    void signing(String path, String type) {
        loopback.page(
                path,
                exchange -> Loopback.answer(
                        exchange, 200, "application/jose", key.sign(type, key.id(), Loopback.body(exchange))));
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

    private void answer(HttpExchange exchange, Mood now, Function<String, SignedReply> reply) throws IOException {
        asked.incrementAndGet();
        var found = reply.apply(Loopback.body(exchange));
        switch (now) {
            case DOWN -> {} // the exchange is closed without an answer
            case ERROR -> Loopback.answer(exchange, 503, "text/plain", "");
            case GARBAGE -> jose(exchange, "<html>\u0000.match.match</html>");
            case OVERSIZE -> jose(exchange, "x".repeat(LARGER_THAN_PERMITTED));
            case TRICKLE -> trickle(exchange, found.jws(key, now));
            case TRUNCATED -> truncated(exchange, found.jws(key, now));
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", ELSEWHERE);
                Loopback.answer(exchange, 307, "text/plain", "");
            }
            case SLOW -> {
                pause(delay);
                jose(exchange, found.jws(key, now));
            }
            default -> jose(exchange, found.jws(key, now));
        }
    }

    private static void jose(HttpExchange exchange, String body) throws IOException {
        Loopback.answer(exchange, 200, "application/jose", body);
    }

    private static void truncated(HttpExchange exchange, String reply) throws IOException {
        exchange.sendResponseHeaders(200, reply.length());
        exchange.getResponseBody().write(reply.substring(0, reply.length() / 2).getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseBody().flush();
    }

    private void trickle(HttpExchange exchange, String reply) throws IOException {
        exchange.sendResponseHeaders(200, reply.length());
        for (int i = 0; i < reply.length() && !Thread.currentThread().isInterrupted(); i++) {
            exchange.getResponseBody().write(reply.charAt(i));
            exchange.getResponseBody().flush();
            pause(delay.dividedBy(50));
        }
    }

    private void control(HttpExchange exchange, Consumer<JsonNode> wish) throws IOException {
        JsonNode wished = wished(Loopback.body(exchange));
        if (wished.has("mode")) {
            be(Mood.named(wished.path("mode").asText()));
        }
        if (wished.has("slowMillis")) {
            delay(Duration.ofMillis(wished.path("slowMillis").asLong()));
        }
        wish.accept(wished);
        Loopback.answer(exchange, 200, "text/plain", "The service is " + mood + " now.\n");
    }

    private static JsonNode wished(String json) {
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

    /** An answer in the mood of the moment at which the question came. */
    private final class Moody implements Loopback.Page {
        private final Mood now;
        private final Function<String, SignedReply> reply;

        Moody(Mood now, Function<String, SignedReply> reply) {
            this.now = now;
            this.reply = reply;
        }

        @Override
        public void answer(HttpExchange exchange) throws IOException {
            MoodyService.this.answer(exchange, now, reply);
        }

        @Override
        public boolean lengthy() {
            return now == Mood.SLOW || now == Mood.TRICKLE;
        }
    }

    @Override
    public void close() {
        loopback.close();
    }
}

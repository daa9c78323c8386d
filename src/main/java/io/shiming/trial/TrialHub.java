package io.shiming.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A simulator of the national hub that counts mobile cards; it speaks the protocol of
 * {@code io.shiming.verification.hub}. No person has a card elsewhere, until
 * {@code POST /control {"person": DIGEST, "cards": 5}} says otherwise; without a person, every person has that many. It
 * misbehaves as {@link TrialAuthority} does. {@code POST /sanctions-lists} signs any list, as the authorities would.
 */
public final class TrialHub implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVERYBODY = "";

    private final MoodyService service;
    private final Path directory;
    private final Clock clock;
    private final Map<String, Integer> cards = new ConcurrentHashMap<>();

    private TrialHub(Loopback loopback, TrialKey key, Path directory, Clock clock) {
        this.clock = clock;
        this.directory = directory;
        this.service = new MoodyService(loopback, key, "/v1/card-counts", this::counted, this::wished);
        service.signing("/sanctions-lists", "sanctions-list+jwt");
    }

    /**
     * Starts it with the key of this directory.
     *
     * @param port 0 or a taken one means any free one
     */
    public static TrialHub start(Path directory, int port, Clock clock) {
        RefusedInProduction.check("the hub simulator");
        return new TrialHub(new Loopback(port), TrialKey.in(directory.resolve("hub-key.json")), directory, clock);
    }

    public URI address() {
        return service.address();
    }

    /** What the service needs to know to ask and to verify the answers; the agreed key among them. */
    public Map<String, String> settings() {
        return Map.of(
                "shiming.verification.hub.url",
                address().toString(),
                "shiming.verification.hub.jwks",
                address() + "/jwks",
                "shiming.limits.sanctions-jwks",
                address() + "/jwks",
                "shiming.vault.agreed-key",
                Secrets.in(directory).password("agreed-key"));
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

    /** A person has so many cards from now on. */
    public void count(String person, int many) {
        cards.put(person, many);
    }

    private SignedReply counted(String question) {
        try {
            var body = JSON.readTree(question);
            String person = body.path("person").asText();
            if (!person.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("no digest");
            }
            return SignedReply.of(
                    "card-count+jwt",
                    body.path("requestId").asText(),
                    body.path("operator").asText() + "/" + person,
                    "cards",
                    Integer.toString(cards.getOrDefault(person, cards.getOrDefault(EVERYBODY, 0))),
                    clock.instant());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON");
        }
    }

    private void wished(JsonNode wish) {
        if (wish.has("cards")) {
            count(wish.path("person").asText(EVERYBODY), wish.path("cards").asInt());
        }
    }

    @Override
    public void close() {
        service.close();
    }
}

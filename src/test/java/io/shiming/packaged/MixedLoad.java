package io.shiming.packaged;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What clerks, a provisioning system and an auditor do all day, at any instance, and what they were told: the receipt of
 * every success, and how often each status came. An instance that dies under a call answers nothing and promised nothing.
 */
public final class MixedLoad {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long TOKENS_LAST_SECONDS = 300;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Fleet fleet;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final AtomicLong tokensFrom = new AtomicLong(System.nanoTime());
    private final AtomicInteger people = new AtomicInteger(30_000);
    private final Set<String> receipts = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> statuses = new ConcurrentHashMap<>();

    public MixedLoad(Fleet fleet) {
        this.fleet = fleet;
    }

    /** One act at one instance: of ten four sign, four ask for a line, one looks up and one is refused. */
    public void run() throws InterruptedException {
        var random = ThreadLocalRandom.current();
        int instance = random.nextInt(fleet.size());
        var known = SyntheticPerson.number(random.nextInt(30_000, people.get() + 1));
        try {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> sign(instance, SyntheticPerson.number(people.incrementAndGet()));
                case 4, 5, 6, 7 -> post("status", instance, "provisioning-1", "/v1/lines/status", known.line());
                case 8 -> lookUp(instance, known);
                default -> post("refused", instance, "clerk-1", "/v1/lines/status", known.line());
            }
        } catch (IOException died) {
            count("no answer");
        }
    }

    public Set<String> receipts() {
        return receipts;
    }

    /** How often each act ended how. */
    public Map<String, AtomicLong> statuses() {
        return new TreeMap<>(statuses);
    }

    /** What anybody can get. */
    public String get(int instance, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(fleet.base(instance).resolve(path)).timeout(PATIENCE);
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IOException(path + ": " + answer.statusCode());
        return answer.body();
    }

    private void sign(int instance, SyntheticPerson person) throws IOException, InterruptedException {
        post("sign", instance, "clerk-1", "/v1/registrations", person.signing(), "Idempotency-Key", "key-" + person.n);
    }

    private void lookUp(int instance, SyntheticPerson person) throws IOException, InterruptedException {
        var question = Map.of(
                "line",
                person.line(),
                "purpose",
                "COMPLIANCE_AUDIT",
                "legalBasis",
                "LEGAL_DUTY",
                "fields",
                List.of("name"));
        post("lookup", instance, "auditor-1", "/v1/lookups", question);
    }

    private void post(String act, int instance, String user, String path, Object body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(fleet.base(instance).resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token(user))
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (headers.length > 0) request.headers(headers);
        var answer = http.send(request.build(), BodyHandlers.ofString());
        count(act + " " + answer.statusCode());
        if (answer.statusCode() < 300) {
            var receipt = JSON.readTree(answer.body()).path("receipt");
            receipts.add(receipt.path("entryId").asText() + " "
                    + receipt.path("leafHash").asText());
        }
    }

    private String token(String user) throws IOException, InterruptedException {
        long from = tokensFrom.get();
        boolean old = System.nanoTime() - from > TimeUnit.SECONDS.toNanos(TOKENS_LAST_SECONDS);
        if (old && tokensFrom.compareAndSet(from, System.nanoTime())) tokens.clear();
        var token = tokens.get(user);
        if (token == null) {
            var page = HttpRequest.newBuilder(fleet.issuer().resolve("/token?user=" + user));
            token = http.send(page.build(), BodyHandlers.ofString()).body();
            tokens.put(user, token);
        }
        return token;
    }

    private void count(String what) {
        statuses.computeIfAbsent(what, n -> new AtomicLong()).incrementAndGet();
    }
}

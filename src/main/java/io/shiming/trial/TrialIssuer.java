package io.shiming.trial;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A token issuer that gives anybody on this machine a token of any demo user. Pages: {@code /} help, {@code /users},
 * {@code /token?user=NAME} (GET, or POST with a form; bare text, or JSON if asked for) and {@code /jwks}.
 */
public final class TrialIssuer implements AutoCloseable {
    private final Loopback loopback;
    private final TrialKey key;
    private final TrialTokens tokens;

    private TrialIssuer(Loopback loopback, TrialKey key, Clock clock) {
        this.loopback = loopback;
        this.key = key;
        this.tokens = new TrialTokens(key, address().toString(), clock);
        loopback.page("/", exchange -> exchange.answer(200, "text/plain", help()));
        loopback.page("/users", exchange -> exchange.answer(200, "text/plain", users()));
        loopback.page("/jwks", exchange -> exchange.answer(200, "application/jwk-set+json", publicKeys()));
        loopback.page("/token", this::token);
    }

    /**
     * Starts it with the key of this directory.
     *
     * @param port 0 or a taken one means any free one
     */
    public static TrialIssuer start(Path directory, int port, Clock clock) {
        RefusedInProduction.check("the token issuer");
        return new TrialIssuer(new Loopback(port), TrialKey.in(directory.resolve("issuer-key.json")), clock);
    }

    /** The issuer's address, also its name in {@code iss}. */
    public URI address() {
        return loopback.address();
    }

    /** Makes tokens without asking over HTTP. */
    public TrialTokens tokens() {
        return tokens;
    }

    /** What the service needs to know to verify these tokens and no others. */
    public Map<String, String> settings() {
        return new TreeMap<>(Map.of(
                "mp.jwt.verify.publickey.location",
                address() + "/jwks",
                "mp.jwt.verify.issuer",
                address().toString(),
                "mp.jwt.verify.audiences",
                TrialTokens.AUDIENCE));
    }

    private String publicKeys() {
        return key.publicSet();
    }

    private void token(Exchange exchange) {
        Optional<DemoUser> user = Optional.ofNullable(
                        Loopback.parameters(exchange.form()).get("user"))
                .flatMap(DemoUser::named);
        if (user.isEmpty()) {
            exchange.answer(404, "text/plain", "There is no such demo user; see /users.\n");
            return;
        }
        String token = tokens.of(user.get()).mint();
        if (exchange.accepts("application/json")) {
            exchange.answer(200, "application/json", json(token));
        } else {
            exchange.answer(200, "text/plain", token);
        }
    }

    // RFC 6749, section 5.1.
    private static String json(String token) {
        return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                .formatted(token, TrialTokens.LIFETIME.toSeconds());
    }

    private String help() {
        return """
                Token issuer of the trial. It asks for no password and exists in no production.

                TOKEN=$(curl -s '%1$s/token?user=clerk-1')   a token, valid for 15 minutes
                curl -s %1$s/users                           all demo users
                curl -s %1$s/jwks                            the public key
                """.formatted(address());
    }

    private static String users() {
        return DemoUser.ALL.stream()
                .map(user ->
                        "%-22s %-16s operator %d%s%n".formatted(user.name(), user.role(), user.operator(), place(user)))
                .collect(Collectors.joining());
    }

    private static String place(DemoUser user) {
        return user.dealer() == null ? "" : "  dealer %s  store %s".formatted(user.dealer(), user.store());
    }

    @Override
    public void close() {
        loopback.close();
    }
}

package io.shiming.access;

import io.quarkus.security.AuthenticationFailedException;
import io.shiming.identity.Reference;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads an actor off a token whose signature, issuer, audience and times are verified already. */
final class Tokens {
    /** Opaque ids and codes only: what a token says of its holder ends up in the log. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private static final Set<String> STRONG = Set.of("phr", "phrh");

    private Tokens() {}

    /** The actor, or an authentication failure: a token with an odd claim is no token. */
    static Actor actorOf(JsonWebToken token, @Nullable String address) {
        var roles = token.getGroups().stream()
                .flatMap(group -> Role.of(group).stream())
                .toList();
        if (roles.size() != 1) { // a second role could join powers that are kept apart
            throw new AuthenticationFailedException();
        }
        return new Actor(
                operator(token),
                code(token, "client_id"),
                code(token, "sub"),
                roles.get(0),
                codeOrNull(token, "dealer"),
                codeOrNull(token, "store"),
                codeOrNull(token, "terminal"),
                address,
                codeOrNull(token, "unit"),
                strongSince(token));
    }

    /** RFC 9470: how, and when, the person authenticated. "phr" is phishing-resistant (OpenID EAP ACR values). */
    private static @Nullable Instant strongSince(JsonWebToken token) {
        var at = token.getClaim("auth_time");
        return at != null
                        && STRONG.contains(String.valueOf((Object) token.getClaim("acr")))
                        && at.toString().matches("[0-9]{1,11}")
                ? Instant.ofEpochSecond(Long.parseLong(at.toString()))
                : null;
    }

    private static int operator(JsonWebToken token) {
        var claim = token.getClaim("operator");
        if (claim == null || !claim.toString().matches("[1-9][0-9]{0,3}")) {
            throw new AuthenticationFailedException();
        }
        return Integer.parseInt(claim.toString());
    }

    private static String code(JsonWebToken token, String name) {
        var value = codeOrNull(token, name);
        if (value == null) {
            throw new AuthenticationFailedException();
        }
        return value;
    }

    private static @Nullable String codeOrNull(JsonWebToken token, String name) {
        var claim = token.getClaim(name);
        if (claim == null) {
            return null;
        }
        if (!CODE.matcher(claim.toString()).matches() || Reference.identifies(claim.toString())) {
            throw new AuthenticationFailedException();
        }
        return claim.toString();
    }
}

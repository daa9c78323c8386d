package io.shiming.access.gate;

import io.quarkus.security.AuthenticationFailedException;
import io.shiming.access.Actor;
import io.shiming.access.Role;
import io.shiming.identity.Reference;
import io.shiming.identity.ReferenceForm;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads an actor off a token whose signature, issuer, audience and times are verified already. */
final class TokenClaims {
    private static final Set<String> STRONG = Set.of("phr", "phrh");

    private TokenClaims() {}

    /** The actor, or an authentication failure: a token with an odd claim is no token. */
    static Actor actorOf(JsonWebToken token, @Nullable String address) {
        var roles = token.getGroups().stream()
                .flatMap(group -> Role.of(group).stream())
                .toList();
        if (roles.size() != 1) { // a second role could join powers that are kept apart
            throw new AuthenticationFailedException();
        }
        boolean atCounter = roles.get(0).isAtCounter();
        return new Actor(
                operator(token),
                code(token, "client_id", ReferenceForm.PERSON),
                code(token, "sub", ReferenceForm.PERSON),
                roles.get(0),
                placeCode(token, "dealer", atCounter),
                placeCode(token, "store", atCounter),
                placeCode(token, "terminal", atCounter),
                address,
                codeOrNull(token, "unit", ReferenceForm.PERSON),
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

    /** The staff of a store act at a counter that their token names; without one there is nothing to judge them by. */
    private static @Nullable String placeCode(JsonWebToken token, String name, boolean required) {
        return required ? code(token, name, ReferenceForm.PLACE) : codeOrNull(token, name, ReferenceForm.PLACE);
    }

    private static String code(JsonWebToken token, String name, ReferenceForm form) {
        var value = codeOrNull(token, name, form);
        if (value == null) {
            throw new AuthenticationFailedException();
        }
        return value;
    }

    private static @Nullable String codeOrNull(JsonWebToken token, String name, ReferenceForm form) {
        var claim = token.getClaim(name);
        if (claim == null) {
            return null;
        }
        if (!form.matches(claim.toString()) || Reference.identifies(claim.toString())) {
            throw new AuthenticationFailedException();
        }
        return claim.toString();
    }
}

package io.shiming.access.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.security.AuthenticationFailedException;
import io.shiming.access.Actor;
import io.shiming.access.Permission;
import io.shiming.access.SecondReviewer;
import io.shiming.audit.tree.Hash;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Two persons where the law or a rule asks for two: the second one shows a token of his own, at the same till. */
@ApplicationScoped
public class SecondPerson {
    private final JWTParser tokens;
    private final SenderConstraint constraint;
    private final HttpServerRequest request;

    SecondPerson(JWTParser tokens, SenderConstraint constraint, HttpServerRequest request) {
        this.tokens = tokens;
        this.constraint = constraint;
        this.request = request;
    }

    /**
     * A colleague: of the same store, with a role that may sign, and not the first person.
     *
     * @param token an access token that meets the same demands as the first person's; without one the result is null
     * @throws Problem SECOND_REVIEWER_REQUIRED for the token of any other person and for a text that is no valid token;
     *     UNAVAILABLE without the issuer's keys
     * @throws AuthenticationFailedException for a token that was issued for another connection, or for a key
     */
    public @Nullable SecondReviewer beside(Actor first, @Nullable String token) {
        return beside(first, token, Permission.REGISTRATION_SIGN);
    }

    /** The same where another permission is what the colleague needs; staff without a store are colleagues of each other. */
    public @Nullable SecondReviewer beside(Actor first, @Nullable String token, Permission needed) {
        if (token == null) {
            return null;
        }
        var read = read(token);
        var second = actorOf(read);
        constraint.mustHoldBeside(read, second, request);
        boolean colleague = second.operator() == first.operator()
                && Objects.equals(second.dealerCode(), first.dealerCode())
                && Objects.equals(second.storeCode(), first.storeCode())
                && second.part().grants(needed)
                && !second.actor().equals(first.actor());
        if (!colleague) {
            throw Problem.of(Code.SECOND_REVIEWER_REQUIRED);
        }
        return new SecondReviewer(second.actor(), digest(token));
    }

    /** Of what is signed: a second signature can be computed from one of ECDSA, and the token would stand for two requests. */
    private static Hash digest(String token) {
        return Hash.ofLeaf(token.substring(0, token.lastIndexOf('.')).getBytes(US_ASCII));
    }

    private JsonWebToken read(String token) {
        try {
            return tokens.parse(token);
        } catch (Problem noKeys) { // the token cannot be judged
            throw noKeys;
        } catch (ParseException | RuntimeException noToken) { // the answer does not tell what is wrong with it
            throw Problem.of(Code.SECOND_REVIEWER_REQUIRED);
        }
    }

    private static Actor actorOf(JsonWebToken token) {
        try {
            return TokenClaims.actorOf(token, null);
        } catch (AuthenticationFailedException odd) {
            throw Problem.of(Code.SECOND_REVIEWER_REQUIRED);
        }
    }
}

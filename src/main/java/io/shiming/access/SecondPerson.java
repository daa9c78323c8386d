package io.shiming.access;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two persons where the law or a rule asks for two: the second one shows a token of his own. */
@ApplicationScoped
public class SecondPerson {
    private final JWTParser tokens;

    SecondPerson(JWTParser tokens) {
        this.tokens = tokens;
    }

    /**
     * The opaque id of a colleague: the same dealer's, with a role that may sign, and not the first person.
     *
     * @param token an access token as good as the first one's must be; none gives nobody
     * @throws Problem SECOND_REVIEWER_REQUIRED for a token of anybody else, or of nobody
     */
    public @Nullable String beside(Actor first, @Nullable String token) {
        if (token == null) {
            return null;
        }
        var second = read(token);
        boolean colleague = second.operator() == first.operator()
                && Objects.equals(second.dealerCode(), first.dealerCode())
                && second.part().grants(Permission.REGISTRATION_SIGN)
                && !second.actor().equals(first.actor());
        if (!colleague) {
            throw Problem.of(Code.SECOND_REVIEWER_REQUIRED);
        }
        return second.actor();
    }

    private Actor read(String token) {
        try {
            return Tokens.actorOf(tokens.parse(token), null);
        } catch (ParseException | RuntimeException noToken) { // what is wrong with it is nobody's business
            throw Problem.of(Code.SECOND_REVIEWER_REQUIRED);
        }
    }
}

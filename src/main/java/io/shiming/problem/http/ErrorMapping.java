package io.shiming.problem.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.shiming.problem.Cause;
import io.shiming.problem.Code;
import io.shiming.problem.ErrorAnswer;
import io.shiming.problem.Language;
import io.shiming.problem.Problem;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception into the one error shape. The answer to an unexpected one tells nothing about it. */
class ErrorMapping {
    private static final Logger LOG = Logger.getLogger(ErrorMapping.class);

    /** RFC 9470 section 3; five minutes are what the strictest rule asks for. */
    private static final String STEP_UP = "Bearer error=\"insufficient_user_authentication\","
            + " error_description=\"a fresh authentication is required\", acr_values=\"phr\", max_age=\"300\"";

    @ServerExceptionMapper
    Response refused(Problem problem, ContainerRequestContext call) {
        if (problem.code().status >= 500) {
            LOG.warnf("answered %s, caused by %s", problem.code(), Cause.named(problem.getCause()));
        }
        var answer = answer(ErrorAnswer.of(problem, Language.accepted(call.getHeaderString("Accept-Language"))));
        if (problem.code() == Code.STEP_UP_REQUIRED) {
            answer.header("WWW-Authenticate", STEP_UP);
        }
        problem.retryAfter().ifPresent(wait -> answer.header("Retry-After", Math.max(1, wait.toSeconds())));
        return answer.build();
    }

    @ServerExceptionMapper({
        AuthenticationFailedException.class,
        UnauthorizedException.class,
    })
    Response unauthenticated() {
        return answer(Code.UNAUTHENTICATED)
                .header("WWW-Authenticate", "Bearer")
                .header("WWW-Authenticate", "DPoP algs=\"ES256\"") // RFC 9449 section 7.2
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refused) {
        return answer(Code.PERMISSION_DENIED).build();
    }

    @ServerExceptionMapper
    Response unreadable(JacksonException malformed) {
        var problem = Problem.of(codeOf(malformed));
        return answer(ErrorAnswer.of(JsonPointers.of(malformed).map(problem::at).orElse(problem), Language.ENGLISH))
                .build();
    }

    @ServerExceptionMapper
    Response unbound(MismatchedInputException malformed) { // else the framework's own mapper answers, without a body
        return unreadable(malformed);
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException thrown) {
        if (thrown.getCause() instanceof JacksonException malformed) {
            return unreadable(malformed);
        }
        return answer(codeOf(thrown.getResponse().getStatus())).build();
    }

    @ServerExceptionMapper
    Response undecided(RollbackException lostAtCommit) { // outcome unknown; a retry with the same key returns it
        LOG.warnf("answered %s, caused by %s", Code.UNAVAILABLE, Cause.named(lostAtCommit));
        return answer(Code.UNAVAILABLE).header("Retry-After", 1).build();
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException failure) {
        if (failure.getCause() instanceof RollbackException lostAtCommit) {
            return undecided(lostAtCommit);
        }
        LOG.errorf("unexpected %s", Cause.named(failure));
        return answer(Code.INTERNAL).build();
    }

    private static Code codeOf(JacksonException malformed) {
        return malformed instanceof UnrecognizedPropertyException ? Code.FIELD_NOT_ALLOWED : Code.INVALID_ARGUMENT;
    }

    /** The code for a status that the framework chose. */
    static Code codeOf(int status) {
        return switch (status) {
            case 401 -> Code.UNAUTHENTICATED;
            case 403 -> Code.PERMISSION_DENIED;
            case 404 -> Code.NOT_FOUND;
            case 405 -> Code.METHOD_NOT_ALLOWED;
            case 406 -> Code.NOT_ACCEPTABLE;
            case 408 -> Code.REQUEST_TIMEOUT;
            case 413 -> Code.PAYLOAD_TOO_LARGE;
            case 429 -> Code.QUOTA_EXCEEDED;
            case 415 -> Code.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> Code.UNAVAILABLE;
            default -> status >= 500 ? Code.INTERNAL : Code.INVALID_ARGUMENT;
        };
    }

    private static Response.ResponseBuilder answer(Code code) {
        return answer(ErrorAnswer.of(code));
    }

    private static Response.ResponseBuilder answer(ErrorAnswer error) {
        return Response.status(error.status()).type(MediaType.APPLICATION_JSON).entity(error);
    }
}

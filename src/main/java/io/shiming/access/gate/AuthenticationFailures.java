package io.shiming.access.gate;

import static io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler.extractRootCause;
import static io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler.markIfOtherAuthenticationFailure;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.BiConsumer;

/**
 * Hands a failed authentication to the error mapping. Quarkus REST does the same, but before it does, it builds a table of
 * all routes for every call, to have a label for a failure that seldom comes: a third of the memory that a lookup took.
 */
@ApplicationScoped
class AuthenticationFailures {
    private static final BiConsumer<RoutingContext, Throwable> FAILS_THE_CALL = (call, failure) -> {
        markIfOtherAuthenticationFailure(call, failure);
        if (!call.failed()) {
            call.fail(extractRootCause(failure));
        }
    };

    /** Filters of one priority are called in their order; the one that authenticates is the first. */
    void register(@Observes Filters filters) {
        filters.register(AuthenticationFailures::handle, SecurityHandlerPriorities.AUTHENTICATION);
    }

    private static void handle(RoutingContext call) {
        call.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, FAILS_THE_CALL);
        call.next();
    }
}

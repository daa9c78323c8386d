package io.shiming.problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A body arrives within one read timeout of the moment when somebody waits for it. The framework's own timeout begins
 * anew with every byte, so that one byte a second would keep a thread for as long as the sender likes.
 */
@Provider
@Priority(Priorities.USER)
class Arrival implements ContainerRequestFilter {
    private final CurrentVertxRequest current;
    private final EveryAnswer shape;
    private final Duration longest;

    Arrival(
            CurrentVertxRequest current,
            EveryAnswer shape,
            @ConfigProperty(name = "quarkus.http.read-timeout") Duration longest) {
        this.current = current;
        this.shape = shape;
        this.longest = longest;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        var exchange = current.getCurrent();
        if (exchange.request().isEnded()) {
            return;
        }
        long timer = exchange.vertx().setTimer(longest.toMillis(), late -> giveUp(exchange));
        exchange.addEndHandler(told -> exchange.vertx().cancelTimer(timer));
    }

    private void giveUp(RoutingContext exchange) {
        if (!exchange.request().isEnded() && !exchange.response().headWritten()) {
            exchange.response().putHeader("Connection", "close");
            exchange.addEndHandler(told -> exchange.request().connection().close()); // the rest is not read
            shape.answer(exchange, Code.REQUEST_TIMEOUT);
        }
    }
}

package io.shiming.problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * A body arrives within one read timeout of the moment when somebody waits for it. The framework's own timeout begins
 * anew with every byte, so that one byte a second would keep a thread for as long as the sender likes. Measured around
 * the reading alone: whoever has sent all, or has nothing to send, waits for the answer as long as it takes.
 */
@Provider
@Priority(0)
class Arrival implements ReaderInterceptor {
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
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        var exchange = current.getCurrent();
        long timer = exchange.vertx().setTimer(longest.toMillis(), late -> giveUp(exchange));
        try {
            return body.proceed();
        } finally {
            exchange.vertx().cancelTimer(timer);
        }
    }

    private void giveUp(RoutingContext exchange) {
        if (!exchange.response().headWritten()) {
            exchange.response().putHeader("Connection", "close");
            exchange.addEndHandler(told -> exchange.request().connection().close()); // the rest is not read
            shape.answer(exchange, Code.REQUEST_TIMEOUT);
        }
    }
}

package io.shiming.problem.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.shiming.problem.Code;
import io.shiming.problem.ErrorAnswer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What holds for every answer, from every layer of the stack: the caller's correlator comes back, nothing is cached
 * unless its resource says so, and a failure below the resources has the one error shape too.
 */
@ApplicationScoped
public class ResponseHeaders {
    /** CAMARA Commonalities 0.8.0; matched whole, so that a line break is never echoed. */
    private static final Pattern CORRELATOR = Pattern.compile("[a-zA-Z0-9\\-_:;./<>{}]{0,256}");

    private static final String HEADER = "x-correlator";

    /** The headers that name the caller and the called host: read before a caller is known, and each of them once. */
    private static final List<String> CALLER = List.of("Authorization", "DPoP", "Host");

    private final ObjectMapper json;

    ResponseHeaders(ObjectMapper json) {
        this.json = json;
    }

    /** True where the header is absent, or is one that may be echoed. */
    static boolean wellFormed(@org.jspecify.annotations.Nullable String correlator) {
        return correlator == null || CORRELATOR.matcher(correlator).matches();
    }

    void decorate(@Observes Filters filters) {
        filters.register(this::decorate, 1000);
    }

    private void decorate(RoutingContext call) {
        AcceptHeader.tidy(call.request().headers());
        RequestHeaders.tidyType(call.request().headers());
        var headers = call.response().headers();
        var correlator = call.request().getHeader(HEADER);
        boolean once = call.request().headers().getAll(HEADER).size() == 1;
        if (once && !correlator.isEmpty() && wellFormed(correlator)) {
            headers.set(HEADER, correlator);
        }
        headers.set("Cache-Control", "no-store").set("X-Content-Type-Options", "nosniff");
        call.addHeadersEndHandler(written -> {
            var caching = headers.getAll("Cache-Control");
            if (caching.size() > 1) { // a resource that may be kept says so itself, and only then it may
                headers.set("Cache-Control", caching.get(caching.size() - 1));
            }
            var type = headers.get("Content-Type");
            if (type != null && type.startsWith("application/json;")) { // JSON is UTF-8 without being told (RFC 8259)
                headers.set("Content-Type", "application/json");
            }
        });
        boolean refused = !isUri(call.request().uri())
                || CALLER.stream()
                        .anyMatch(name -> call.request().headers().getAll(name).size() > 1);
        if (refused) {
            answer(call, Code.INVALID_ARGUMENT); // the caller is not known yet, so there is no entry
            return;
        }
        call.next();
    }

    /** Quarkus holds a request to the same, but answers without a body: {@code vertx.disableURIValidation} is set. */
    private static boolean isUri(String uri) {
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    void shape(@Observes Router router) {
        for (int status : new int[] {400, 401, 403, 404, 405, 406, 408, 413, 414, 415, 431, 500, 503}) {
            router.errorHandler(status, call -> answer(call, ErrorMapping.codeOf(status)));
        }
    }

    /** The one error shape, unless an answer has been given. */
    public void answer(RoutingContext call, Code code) {
        if (call.response().ended()) {
            return;
        }
        call.response().setStatusCode(code.status).putHeader("Content-Type", "application/json");
        try {
            call.response().end(json.writeValueAsString(ErrorAnswer.of(code)));
        } catch (JsonProcessingException impossible) {
            call.response().end();
        }
    }
}

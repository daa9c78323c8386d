package io.shiming.problem.http;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a header twice that has one value, since two readers could take two different ones; and a body that does not
 * say it is JSON in UTF-8. {@link ResponseHeaders} does the same for the headers that tell who calls.
 */
@Provider
@Priority(Priorities.USER)
class RequestHeaders implements ContainerRequestFilter {
    private static final List<String> SINGLE =
            List.of("Idempotency-Key", "Second-Reviewer", "x-correlator", "Content-Type");

    /** RFC 8259 knows one encoding and no parameter; charset=utf-8 is what many clients add. */
    private static final Pattern JSON =
            Pattern.compile("(?i)application/json[ \\t]*(;[ \\t]*(charset=utf-8)?[ \\t]*)?");

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext call) {
        var headers = call.getHeaders();
        for (var name : SINGLE) {
            var values = headers.get(name);
            if (values != null && values.size() > 1) {
                throw Problem.of(Code.INVALID_ARGUMENT);
            }
        }
        boolean json = !resource.getResourceMethod().isAnnotationPresent(Consumes.class);
        if (json && hasBody(call) && !isJson(call.getHeaderString("Content-Type"))) {
            throw Problem.of(Code.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    static boolean isJson(@Nullable String type) {
        return type != null && JSON.matcher(type).matches();
    }

    /** Every way to write JSON in UTF-8 becomes the plain one: the framework knows fewer of them than RFC 9110. */
    static void tidyType(MultiMap headers) {
        if (headers.getAll(HttpHeaders.CONTENT_TYPE).size() == 1 && isJson(headers.get(HttpHeaders.CONTENT_TYPE))) {
            headers.set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        }
    }

    private static boolean hasBody(ContainerRequestContext call) {
        var length = call.getHeaderString("Content-Length");
        return length == null ? call.getHeaderString("Transfer-Encoding") != null : !length.equals("0");
    }
}

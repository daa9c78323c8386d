package io.shiming.problem.http;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses a query parameter that the method does not have, or has twice. What is ignored is still written down by every
 * proxy on the way, so a person's number must not even be accepted there.
 */
@Provider
@Priority(Priorities.USER)
class QueryCheck implements ContainerRequestFilter {
    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext call) {
        var given = call.getUriInfo().getQueryParameters();
        if (given.isEmpty()) {
            return;
        }
        boolean twice = given.values().stream().anyMatch(values -> values.size() > 1);
        if (twice || !known().containsAll(given.keySet())) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }

    private Set<String> known() {
        return Arrays.stream(resource.getResourceMethod().getParameters())
                .map((Parameter parameter) -> parameter.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value)
                .collect(Collectors.toSet());
    }
}

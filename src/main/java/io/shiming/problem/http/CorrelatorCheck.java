package io.shiming.problem.http;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses a correlator that could not be echoed; after 401 and 403, as CAMARA's order of checks has it. */
@Provider
@Priority(Priorities.USER)
class CorrelatorCheck implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext call) {
        if (!ResponseHeaders.wellFormed(call.getHeaderString("x-correlator"))) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }
}

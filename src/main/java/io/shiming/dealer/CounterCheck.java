package io.shiming.dealer;

import io.shiming.access.CallContext;
import io.shiming.access.ChecksCounter;
import io.shiming.access.RequiresPermission;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Judges the counter of every call by the staff of a store: dealer, store, terminal, enrolment, training, blacklist. A method
 * whose own statement judges it is marked {@link ChecksCounter}; every other one is judged here, so that none is forgotten.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 100)
class CounterCheck implements ContainerRequestFilter {
    private final CallContext callContext;
    private final CounterRule counters;

    @Context
    ResourceInfo resource;

    CounterCheck(CallContext callContext, CounterRule counters) {
        this.callContext = callContext;
        this.counters = counters;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        var method = resource.getResourceMethod();
        if (!method.isAnnotationPresent(RequiresPermission.class) || method.isAnnotationPresent(ChecksCounter.class)) {
            return;
        }
        var actor = callContext.actor();
        if (actor.isAtCounter()) {
            counters.mustBeOpen(actor);
        }
    }
}

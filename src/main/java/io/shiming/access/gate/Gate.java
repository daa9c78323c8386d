package io.shiming.access.gate;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.shiming.access.AdmittedCall;
import io.shiming.access.CallContext;
import io.shiming.access.PublicRoute;
import io.shiming.access.RequiresPermission;
import io.shiming.problem.Code;
import io.shiming.problem.ErrorAnswer;
import io.shiming.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Lets a call in when its token is good and its role grants what the method needs; before the body is read. */
@Provider
@Priority(Priorities.AUTHORIZATION)
class Gate implements ContainerRequestFilter {
    private final SecurityIdentity identity;
    private final CallContext callContext;
    private final HttpServerRequest request;
    private final SenderConstraint constraint;
    private final ActorCache actors;
    private final CurrentVertxRequest current;

    @Context
    ResourceInfo resource;

    Gate(
            SecurityIdentity identity,
            CallContext callContext,
            HttpServerRequest request,
            SenderConstraint constraint,
            ActorCache actors,
            CurrentVertxRequest current) {
        this.identity = identity;
        this.callContext = callContext;
        this.request = request;
        this.constraint = constraint;
        this.actors = actors;
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        var method = resource.getResourceMethod();
        var admitted = AdmittedCall.of(current.getCurrent());
        if (method.isAnnotationPresent(PublicRoute.class)) {
            if (admitted != null) {
                admitted.mustGoOn();
            }
            return;
        }
        var needs = method.getAnnotation(RequiresPermission.class);
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new UnauthorizedException();
        }
        var actor = actors.of(token, request.remoteAddress().hostAddress());
        try {
            constraint.mustHold(token, actor, request);
        } catch (NonceNeeded unheard) {
            call.abortWith(challenge(unheard.nonce));
            return;
        }
        callContext.begin(actor);
        if (admitted != null) {
            callContext.holds(admitted);
        }
        if (needs == null || !actor.part().grants(needs.value())) {
            callContext.decidedBy(
                    null,
                    actor.role() + "/" + (needs == null ? "NONE" : needs.value().name()));
            throw Problem.of(Code.PERMISSION_DENIED);
        }
    }

    /** RFC 9449 section 9: the one 401 that a caller can do something about at once. */
    private static Response challenge(String nonce) {
        return Response.status(Code.UNAUTHENTICATED.status)
                .header("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\", algs=\"ES256\"")
                .header(ProofNonces.HEADER, nonce)
                .type(MediaType.APPLICATION_JSON)
                .entity(ErrorAnswer.of(Code.UNAUTHENTICATED))
                .build();
    }
}

package io.shiming.registration.pending;

import io.shiming.access.CallContext;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The queue for the police: forged and borrowed documents. */
@Path("/v1/referrals")
class ReferralResource {
    private final Referrals referrals;
    private final CallContext callContext;

    ReferralResource(Referrals referrals, CallContext callContext) {
        this.referrals = referrals;
        this.callContext = callContext;
    }

    @GET
    @RequiresPermission(Permission.REFERRAL_READ)
    @Operation(summary = "Forged and borrowed documents that were referred to the police, without an identity")
    public RestResponse<Referrals.Listed> all() {
        var listed = referrals.all(callContext.actor());
        return RestResponse.ok(listed);
    }
}

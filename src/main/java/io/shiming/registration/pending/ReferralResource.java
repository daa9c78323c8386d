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
    private final CallContext visit;

    ReferralResource(Referrals referrals, CallContext visit) {
        this.referrals = referrals;
        this.visit = visit;
    }

    @GET
    @RequiresPermission(Permission.REFERRAL_READ)
    @Operation(summary = "Forged and borrowed documents that were referred to the police, without an identity")
    public RestResponse<Referrals.Listed> all() {
        var listed = referrals.all(visit.actor());
        return RestResponse.ResponseBuilder.ok(listed)
                .header("Audit-Entry", listed.receipt().toString())
                .build();
    }
}

package io.shiming.registration;

import io.shiming.access.Needs;
import io.shiming.access.Permission;
import io.shiming.access.Visit;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The queue for the police: forged and borrowed documents. */
@Path("/v1/referrals")
class ReferralResource {
    private final Referrals referrals;
    private final Visit visit;

    ReferralResource(Referrals referrals, Visit visit) {
        this.referrals = referrals;
        this.visit = visit;
    }

    @GET
    @Needs(Permission.REFERRAL_READ)
    @Operation(summary = "Forged and borrowed documents that were referred to the police; nobody's identity")
    public RestResponse<Referrals.Listed> all() {
        var listed = referrals.all(visit.actor());
        return RestResponse.ResponseBuilder.ok(listed)
                .header("Audit-Entry", listed.receipt().toString())
                .build();
    }
}

package io.shiming.inspection;

import io.shiming.access.CallContext;
import io.shiming.access.Permission;
import io.shiming.access.PublicRoute;
import io.shiming.access.RequiresPermission;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.search.AuditProofs;
import io.shiming.audit.search.EntryBundles;
import io.shiming.audit.tree.TileId;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The log as a tree that anybody can check: hashes and signatures only. */
@Path("/audit/v1")
class LogResource {
    /** A full tile never changes; for the caller's own cache only, since not everybody may ask. */
    private static final String FOR_GOOD = "private, max-age=31536000, immutable";

    private final AuditProofs proofs;
    private final EntryBundles bundles;
    private final AuditLog log;
    private final CallContext callContext;
    private final Clock clock;

    LogResource(AuditProofs proofs, EntryBundles bundles, AuditLog log, CallContext callContext, Clock clock) {
        this.proofs = proofs;
        this.bundles = bundles;
        this.log = log;
        this.callContext = callContext;
        this.clock = clock;
    }

    /** The proof that a tree extends another: hashes in base64, RFC 9162 section 2.1.4. */
    record Consistency(List<String> hashes) {}

    @GET
    @Path("/checkpoint")
    @PublicRoute
    @Produces("text/plain")
    @Operation(summary = "The newest signed checkpoint (C2SP tlog-checkpoint)")
    public String checkpoint() {
        return proofs.latestCheckpoint().orElseThrow(LogResource::nothing);
    }

    @GET
    @Path("/key")
    @PublicRoute
    @Produces("text/plain")
    @Operation(summary = "The verifier key of the log (C2SP signed-note)")
    public String key() {
        return proofs.verifierKey() + "\n";
    }

    @GET
    @Path("/tile/entries/{name:[x0-9/]+(\\.p/[0-9]{1,3})?}")
    @RequiresPermission(Permission.LOG_EXPORT)
    @Produces("application/octet-stream")
    @Operation(summary = "The entries of a tile, of all operators (C2SP tlog-tiles)")
    public RestResponse<byte[]> entries(@PathParam("name") String name) {
        callContext.setOut(Act.AUDIT_EXPORTED);
        var tile = tile(0, name);
        var bundle = bundles.of(tile).orElseThrow(LogResource::nothing);
        var receipt = log.append(Entry.by(callContext.actor(), Act.AUDIT_EXPORTED, clock)
                .purpose(Purpose.COMPLIANCE_AUDIT, LegalBasis.LEGAL_DUTY)
                .fields(List.of(tile.entriesPath()))
                .count(tile.width())
                .allowed());
        callContext.recorded(receipt);
        return RestResponse.ok(bundle);
    }

    @GET
    @Path("/entries/{id}/proof")
    @RequiresPermission(Permission.AUDIT_READ)
    @Produces("text/plain")
    @Operation(summary = "The proof that an entry is in the log (C2SP tlog-proof)")
    public String proof(@PathParam("id") String id) {
        return proofs.proof(callContext.actor().operator(), UuidText.inPath(id)).orElseThrow(LogResource::nothing);
    }

    @GET
    @Path("/consistency")
    @RequiresPermission(Permission.AUDIT_READ)
    @Operation(summary = "The proof that the log of an older size is a prefix of a newer one")
    public Consistency consistency(@QueryParam("old") @Nullable String old, @QueryParam("new") @Nullable String newer) {
        return new Consistency(proofs.consistency(size(old), size(newer)).orElseThrow(LogResource::nothing));
    }

    @GET
    @Path("/tile/{level:[0-9]}/{name:[x0-9/]+(\\.p/[0-9]{1,3})?}")
    @RequiresPermission(Permission.AUDIT_READ)
    @Produces("application/octet-stream")
    @Operation(summary = "A tile of hashes (C2SP tlog-tiles)")
    public RestResponse<byte[]> hashes(@PathParam("level") int level, @PathParam("name") String name) {
        var tile = tile(level, name);
        var hashes = proofs.tile(tile).orElseThrow(LogResource::nothing);
        var answer = RestResponse.ResponseBuilder.ok(hashes);
        if (tile.width() == TileId.FULL) answer.header("Cache-Control", FOR_GOOD);
        return answer.build();
    }

    private static TileId tile(int level, String name) {
        try {
            return TileId.parse(level, name);
        } catch (IllegalArgumentException malformed) {
            throw nothing();
        }
    }

    private static long size(@Nullable String text) {
        if (text == null
                || text.isEmpty()
                || text.length() > 18
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        return Long.parseLong(text);
    }

    private static Problem nothing() {
        return Problem.of(Code.NOT_FOUND);
    }
}

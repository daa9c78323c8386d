package io.shiming.registration.person;

import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.IdempotentWrites;
import io.shiming.access.Permission;
import io.shiming.access.RequiresPermission;
import io.shiming.access.gate.SecondPerson;
import io.shiming.audit.Act;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.Reference;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import io.shiming.registration.holder.CounterQuestion;
import io.shiming.registration.holder.HolderRequest;
import io.shiming.registration.holder.ProvenHolders;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Documents of one person: a renewed passport, a card of another kind, a resident card after naturalisation. */
@Path("/v1/person-joins")
class PersonJoinResource {
    private static final int ROUNDS = 8; // each lost round means that the people were joined or split meanwhile

    private final ProvenHolders holders;
    private final CounterQuestion counter;
    private final Joins joins;
    private final Splits splits;
    private final JoinHistory history;
    private final SecondPerson second;
    private final IdempotencyKeys keys;
    private final IdempotentWrites idempotentWrites;
    private final CallContext callContext;
    private final Clock clock;

    PersonJoinResource(
            ProvenHolders holders,
            CounterQuestion counter,
            Joins joins,
            Splits splits,
            JoinHistory history,
            SecondPerson second,
            IdempotencyKeys keys,
            IdempotentWrites idempotentWrites,
            CallContext callContext,
            Clock clock) {
        this.holders = holders;
        this.counter = counter;
        this.joins = joins;
        this.splits = splits;
        this.history = history;
        this.second = second;
        this.keys = keys;
        this.idempotentWrites = idempotentWrites;
        this.callContext = callContext;
        this.clock = clock;
    }

    /**
     * Two registrations of one person.
     *
     * @param caseRef the case that it was found in, 1 to 64 of letters, digits and {@code ._/-}
     */
    record JoinDecision(
            @NotNull String registrationId,
            @NotNull String otherRegistrationId,
            @NotNull String caseRef) {}

    /**
     * The end of a join.
     *
     * @param caseRef the case that it was found in, 1 to 64 of letters, digits and {@code ._/-}
     */
    record SplitDecision(@NotNull String caseRef) {}

    @POST
    @RequiresPermission(Permission.PERSON_JOIN)
    @Operation(
            summary = "Join two documents that one holder shows, with a second reviewer",
            description =
                    "Both documents are read, compared with the holder and confirmed by the authority. From then on"
                            + " the person's limits, own numbers, holds and term go by both. Nothing closes; nothing new opens"
                            + " above the limit.")
    public RestResponse<JoinView> join(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Second-Reviewer") @Nullable String reviewer,
            @Nullable JoinRequest request) {
        callContext.setOut(Act.PERSONS_JOINED);
        var actor = callContext.actor();
        keys.of(actor, key);
        if (request == null) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
        var colleague = second.beside(actor, reviewer);
        if (colleague == null) {
            throw Problem.of(Code.SECOND_REVIEWER_REQUIRED);
        }
        var known = presented("/known", request.known(), colleague.actor());
        var other = presented("/other", request.other(), colleague.actor());
        if (!known.bornOn().equals(other.bornOn())) {
            throw Problem.of(Code.PERSONS_DIFFER).at("/other/holder");
        }
        counter.mustBePermitted(actor, colleague, "POST /v1/person-joins\n" + document(known) + "\n" + document(other));
        holders.mustBeConfirmed(actor, known);
        holders.mustBeConfirmed(actor, other);
        var answer = again(() -> idempotentWrites.run(
                actor,
                key,
                "POST /v1/person-joins",
                request,
                JoinView.class,
                () -> joins.shown(actor, colleague.actor(), document(known), document(other))));
        return RestResponse.status(RestResponse.Status.CREATED, answer);
    }

    @POST
    @Path("/decisions")
    @RequiresPermission(Permission.PERSON_JOIN_DECIDE)
    @Operation(summary = "Join the documents of two registrations on a case: they are one person's")
    public RestResponse<JoinView> decide(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable JoinDecision request) {
        callContext.setOut(Act.PERSONS_JOINED);
        var actor = callContext.actor();
        var answer = again(() -> idempotentWrites.run(
                actor,
                key,
                "POST /v1/person-joins/decisions",
                request,
                JoinView.class,
                given -> joins.decided(
                        mustBeFresh(actor),
                        UuidText.inBody(given.registrationId(), "/registrationId"),
                        UuidText.inBody(given.otherRegistrationId(), "/otherRegistrationId"),
                        Problem.at("/caseRef", () -> Reference.of(given.caseRef())))));
        return RestResponse.status(RestResponse.Status.CREATED, answer);
    }

    @POST
    @Path("/{id}/split")
    @RequiresPermission(Permission.PERSON_JOIN_DECIDE)
    @Operation(
            summary = "Split documents that were joined wrongly, on a case",
            description = "Each document has its own registrations again; the cards of both people are counted again.")
    public RestResponse<JoinView> split(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable SplitDecision request) {
        callContext.setOut(Act.PERSONS_SPLIT);
        var join = UuidText.inPath(id);
        var actor = callContext.actor();
        var answer = again(() -> idempotentWrites.run(
                actor,
                key,
                "POST /v1/person-joins/" + id + "/split",
                request,
                JoinView.class,
                given -> splits.split(
                        mustBeFresh(actor), join, Problem.at("/caseRef", () -> Reference.of(given.caseRef())))));
        return RestResponse.ok(answer);
    }

    @GET
    @RequiresPermission(Permission.PERSON_JOIN_READ)
    @Operation(summary = "The joins of a registration's document, open and ended: what a split names")
    public RestResponse<JoinHistory.Listed> joins(
            @Parameter(required = true) @QueryParam("registrationId") @Nullable String registration) {
        callContext.setOut(Act.PERSON_JOINS_READ);
        var named = UuidText.inBody(registration, "/registrationId");
        return RestResponse.ok(history.of(callContext.actor(), named));
    }

    private PresentedPerson presented(String field, @Nullable HolderRequest request, String reviewer) {
        if (request == null) {
            throw Problem.of(Code.FIELD_REQUIRED).at(field);
        }
        return Problem.at(field, () -> holders.presented(request, reviewer));
    }

    private static String document(PresentedPerson person) {
        return person.document().number().canonical();
    }

    private Actor mustBeFresh(Actor officer) {
        officer.mustHaveJustAuthenticated(clock);
        return officer;
    }

    private static <T> T again(Supplier<T> round) {
        for (int i = 0; i < ROUNDS; i++) {
            try {
                return round.get();
            } catch (RuleRefusal refusal) {
                if (refusal.rule() != Rule.PERSON_CHANGED) {
                    throw refusal.answerTo(Rule.PERSONS_JOINED_ALREADY, Rule.PERSONS_ONLY, Rule.JOIN_ENDED);
                }
            }
        }
        throw Problem.of(Code.UNAVAILABLE);
    }
}

package io.shiming.access.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one decision point for lookups: role, purpose, legal basis and case decide which fields may be seen unmasked.
 * The rules are data ({@code rules/lookup-policy.json}), each with a sentence a lawyer can read; what no rule permits
 * is refused.
 */
@ApplicationScoped
public class LookupPolicy {
    /** One line of the table. */
    record Rule(
            String id,
            String role,
            Purpose purpose,
            List<LegalBasis> bases,
            boolean caseRequired,
            Decision.Ground ground,
            boolean watched,
            boolean managerForMinors,
            int freshMinutes,
            List<Field> mayUnmask,
            List<Attribute> mayMatch,
            String sentence) {}

    /** Who may take many records at once; two persons decide on each, and a minor's need one who may agree to that. */
    record ExportRule(
            String id, String role, Purpose purpose, List<LegalBasis> bases, List<Field> mayExport, String sentence) {}

    record Table(String version, List<Rule> rules, List<ExportRule> exports) {}

    /** What refuses where no rule permits. */
    private static final String DENY = "default-deny";

    private final Table table;
    private final CallContext callContext;
    private final Clock clock;

    LookupPolicy(CallContext callContext, Clock clock) {
        this.callContext = callContext;
        this.clock = clock;
        this.table = read("/rules/lookup-policy.json");
    }

    /**
     * What the caller may see; refuses with PURPOSE_NOT_ALLOWED, CASE_REQUIRED, PERMISSION_DENIED or, where a field in
     * full needs a fresh authentication, STEP_UP_REQUIRED.
     */
    public Decision decide(
            Actor actor, Purpose purpose, LegalBasis basis, @Nullable String caseRef, List<Field> asked) {
        var rule = rule(actor, purpose, basis, caseRef);
        if (!rule.mayUnmask.containsAll(asked)) {
            throw Problem.of(Code.PERMISSION_DENIED);
        }
        if (!asked.isEmpty() && !actor.authenticatedWithin(Duration.ofMinutes(rule.freshMinutes), clock)) {
            throw Problem.of(Code.STEP_UP_REQUIRED);
        }
        return decision(rule, actor, basis, caseRef, asked, Set.of());
    }

    /** Whether the caller may have these compared; refuses as {@link #decide} does. */
    public Decision decideMatch(
            Actor actor, Purpose purpose, LegalBasis basis, @Nullable String caseRef, Set<Attribute> asked) {
        var rule = rule(actor, purpose, basis, caseRef);
        if (!rule.mayMatch.containsAll(asked)) {
            throw Problem.of(Code.PERMISSION_DENIED);
        }
        return decision(rule, actor, basis, caseRef, List.of(), asked);
    }

    /** Whether the caller may export these fields; refuses with PURPOSE_NOT_ALLOWED or PERMISSION_DENIED. */
    public Decision decideExport(Actor actor, Purpose purpose, LegalBasis basis, Set<Field> asked) {
        callContext.decidedBy(table.version, DENY);
        var rule = table.exports.stream()
                .filter(each -> each.role.equals(actor.role()) && each.purpose == purpose)
                .filter(each -> each.bases.contains(basis))
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.PURPOSE_NOT_ALLOWED));
        callContext.decidedBy(table.version, rule.id);
        if (!rule.mayExport.containsAll(asked)) {
            throw Problem.of(Code.PERMISSION_DENIED);
        }
        return new Decision(
                actor,
                purpose,
                basis,
                null,
                Decision.Ground.RULE,
                false,
                false,
                asked,
                Set.of(),
                table.version,
                rule.id);
    }

    /** What a clerk may see of the lines of a holder whose identity is proven: masked numbers. */
    public Decision decideOwnNumbers(Actor clerk) {
        return new Decision(
                clerk,
                Purpose.DATA_SUBJECT_REQUEST,
                LegalBasis.PERSONS_OWN_REQUEST,
                null,
                Decision.Ground.RULE,
                false,
                false,
                Set.of(),
                Set.of(),
                "proven-holder/1",
                "holder-asks");
    }

    private Decision decision(
            Rule rule,
            Actor actor,
            LegalBasis basis,
            @Nullable String caseRef,
            List<Field> asked,
            Set<Attribute> compared) {
        Set<Field> unmasked = EnumSet.noneOf(Field.class);
        unmasked.addAll(asked);
        return new Decision(
                actor,
                rule.purpose,
                basis,
                caseRef,
                rule.ground,
                rule.watched,
                rule.managerForMinors,
                unmasked,
                compared,
                table.version,
                rule.id);
    }

    private Rule rule(Actor actor, Purpose purpose, LegalBasis basis, @Nullable String caseRef) {
        callContext.decidedBy(table.version, DENY);
        var rule = table.rules.stream()
                .filter(each -> each.role.equals(actor.role()) && each.purpose == purpose)
                .filter(each -> each.bases.contains(basis))
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.PURPOSE_NOT_ALLOWED));
        callContext.decidedBy(table.version, rule.id);
        if (rule.caseRequired && caseRef == null) {
            throw Problem.of(Code.CASE_REQUIRED);
        }
        return rule;
    }

    /** The table, for those who compare it with what happens. */
    Table table() {
        return table;
    }

    private static Table read(String resource) {
        try (var in = LookupPolicy.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readValue(in, Table.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

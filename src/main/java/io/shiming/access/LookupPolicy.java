package io.shiming.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one decision point for look-ups: role, purpose, legal basis and case decide which fields may be seen unmasked.
 * The rules are data ({@code rules/lookup-policy.json}), each with a sentence a lawyer can read; what no rule permits
 * is refused.
 */
@ApplicationScoped
public class LookupPolicy {
    /** One line of the table. */
    record Rule(
            String role,
            Purpose purpose,
            List<LegalBasis> bases,
            boolean caseRequired,
            List<Field> mayUnmask,
            String sentence) {}

    record Table(String version, List<Rule> rules) {}

    private final Table table;

    LookupPolicy() {
        this.table = read("/rules/lookup-policy.json");
    }

    /** What the caller may see; refuses with PURPOSE_NOT_ALLOWED, CASE_REQUIRED or PERMISSION_DENIED. */
    public Decision decide(
            Actor actor, Purpose purpose, LegalBasis basis, @Nullable String caseRef, List<Field> asked) {
        var rule = table.rules.stream()
                .filter(each -> each.role.equals(actor.role()) && each.purpose == purpose)
                .filter(each -> each.bases.contains(basis))
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.PURPOSE_NOT_ALLOWED));
        if (rule.caseRequired && caseRef == null) {
            throw Problem.of(Code.CASE_REQUIRED);
        }
        if (!rule.mayUnmask.containsAll(asked)) {
            throw Problem.of(Code.PERMISSION_DENIED);
        }
        Set<Field> unmasked = EnumSet.noneOf(Field.class);
        unmasked.addAll(asked);
        return new Decision(actor, purpose, basis, caseRef, unmasked, table.version);
    }

    private static Table read(String resource) {
        try (var in = LookupPolicy.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readValue(in, Table.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

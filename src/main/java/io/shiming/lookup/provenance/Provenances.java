package io.shiming.lookup.provenance;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.shiming.access.policy.Field;
import io.shiming.database.FunctionCall;
import io.shiming.identity.IdentityRecord;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the groups of one registration: one more statement, and none where no group is asked for. */
@ApplicationScoped
public class Provenances {
    private final AgroalDataSource source;

    Provenances(@DataSource("lookup") AgroalDataSource source) {
        this.source = source;
    }

    /**
     * The groups among what a decision permits to be shown, of a registration whose lookup is in the log; null for none.
     * Under an order, given by its reference, the lines are those that it names.
     *
     * @throws Problem NOT_FOUND if it has been erased since it was found
     */
    public @Nullable Provenance of(
            int operator,
            long person,
            long registration,
            IdentityRecord identity,
            Set<Field> shown,
            @Nullable String order) {
        var groups = shown.stream().filter(Field::isGroup).map(Field::label).toArray(String[]::new);
        if (groups.length == 0) {
            return null;
        }
        var call = FunctionCall.of("registry.provenance")
                .with("p_operator", (short) operator)
                .with("p_person", person)
                .with("p_registration", registration)
                .with("p_groups", groups)
                .with("p_case", order);
        var stored = call.row(source, row -> Optional.ofNullable(row.textOrNull(call.name())))
                .map(Provenance::read)
                .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
        return shown.contains(Field.COMPARISON) ? stored.withComparison(identity) : stored;
    }
}

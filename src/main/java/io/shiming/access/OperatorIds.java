package io.shiming.access;

import io.agroal.api.AgroalDataSource;
import io.shiming.database.FunctionCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The operators of this deployment, for jobs that work for one after the other. */
@ApplicationScoped
public class OperatorIds {
    private final AgroalDataSource source;

    OperatorIds(AgroalDataSource source) {
        this.source = source;
    }

    /** In ascending order. */
    public List<Integer> all() {
        return FunctionCall.of("registry.operators").rows(source, row -> (int) row.number("id"));
    }
}

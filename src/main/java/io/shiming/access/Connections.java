package io.shiming.access;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;

/** The database's connections, of which lookups have their own: a lookup is refused and counted while all others are taken. */
@ApplicationScoped
public class Connections {
    private final AgroalDataSource others;
    private final AgroalDataSource lookups;

    Connections(AgroalDataSource others, @DataSource("lookup") AgroalDataSource lookups) {
        this.others = others;
        this.lookups = lookups;
    }

    /** Those of lookups, or of everything else. */
    public AgroalDataSource of(boolean lookup) {
        return lookup ? lookups : others;
    }
}

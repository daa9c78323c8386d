package io.shiming.lookup.export;

import io.agroal.api.AgroalDataSource;
import io.shiming.audit.EntryHalves;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.lookup.SealedRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The statements of an export: one reads a window of registrations, one writes the entries about those in it. */
@ApplicationScoped
class ExportRows {
    private final AgroalDataSource source;
    private final int window;

    /**
     * Made once.
     *
     * @param window how many registrations are held in memory at a time, and read by one statement at most
     */
    ExportRows(
            AgroalDataSource source,
            @ConfigProperty(name = "shiming.access.export-window", defaultValue = "500") int window) {
        this.source = source;
        this.window = window;
    }

    /** A registration that was come by, sealed; without its seal where the terms do not ask for it. */
    record Passed(long person, long registration, @Nullable SealedRecord found) {
        static final Passed BEFORE_ALL = new Passed(Long.MIN_VALUE, Long.MIN_VALUE, null);

        private static Passed read(int operator, Row row) throws SQLException {
            return new Passed(
                    row.number("person"),
                    row.number("registration"),
                    row.isNull("sealed") || row.isNull("wrapped") ? null : SealedRecord.exported(operator, row));
        }
    }

    /** The registrations behind this one in the order of the table; none at its end. */
    List<Passed> behind(int operator, Passed last, ExportTerms terms) {
        return FunctionCall.of("registry.export_window")
                .with("p_operator", (short) operator)
                .with("p_after_person", last.person())
                .with("p_after_registration", last.registration())
                .with("p_most", window)
                .with("p_from", terms.from())
                .with("p_to", terms.until())
                .with("p_service", terms.serviceType())
                .with("p_dealer", terms.dealer())
                .rows(source, row -> Passed.read(operator, row));
    }

    /** Those of the registrations about which an entry is on disk now; the others are no longer there. */
    Set<UUID> tell(int operator, List<UUID> registrations, List<EntryHalves> entries) {
        return Set.copyOf(FunctionCall.of("registry.tell_of_export")
                .with("p_operator", (short) operator)
                .with("p_registrations", registrations.toArray(UUID[]::new))
                .with("p_ids", entries.stream().map(EntryHalves::id).toArray(UUID[]::new))
                .with("p_heads", entries.stream().map(EntryHalves::head).toArray(byte[][]::new))
                .with("p_tails", entries.stream().map(EntryHalves::tail).toArray(byte[][]::new))
                .rows(source, row -> row.uuid("told"))
                .stream()
                .collect(Collectors.toSet()));
    }
}

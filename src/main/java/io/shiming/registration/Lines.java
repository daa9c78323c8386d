package io.shiming.registration;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.identity.ServiceNumber;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;

/** Lines by number: found, answered and logged in one round trip. */
@ApplicationScoped
class Lines {
    private final AgroalDataSource source;
    private final Vault vault;
    private final Clock clock;

    Lines(@DataSource("lookup") AgroalDataSource source, Vault vault, Clock clock) {
        this.source = source;
        this.vault = vault;
        this.clock = clock;
    }

    LineStatusResource.LineAnswer status(Actor actor, ServiceType type, ServiceNumber line) {
        var hit = draft(actor).count(1).aroundSubject();
        var miss = draft(actor).count(0).allowed();
        return FunctionCall.of("registry.line_status")
                .with("p_operator", (short) actor.operator())
                .with("p_number_indexes", indexes(actor, line))
                .with("p_entry_id", hit.id())
                .with("p_hit_head", hit.head())
                .with("p_hit_tail", hit.tail())
                .with("p_miss", miss.bytes())
                .row(source, row -> answer(row.isNull("public_id") ? miss.id() : hit.id(), type, row));
    }

    private EntryDraft draft(Actor actor) {
        return Entry.by(actor, Act.LINE_STATUS_READ, clock).purpose(Purpose.PROVISIONING, LegalBasis.LEGAL_DUTY);
    }

    private byte[][] indexes(Actor actor, ServiceNumber line) {
        return vault.toFind(actor.operator(), IndexKind.NUMBER, line.canonical()).stream()
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
    }

    private static LineStatusResource.LineAnswer answer(UUID entry, ServiceType type, Row row) throws SQLException {
        var receipt = Receipt.of(entry, row.bytes("entry_leaf"));
        var lineStatus = row.textOrNull("line_status");
        if (row.isNull("public_id") || !type.label().equals(row.text("service_type"))) {
            return new LineStatusResource.LineAnswer(false, "NOT_REGISTERED", null, receipt);
        }
        return new LineStatusResource.LineAnswer(
                "ACTIVE".equals(lineStatus),
                lineStatus == null ? row.text("registration_status") : lineStatus,
                row.uuid("public_id"),
                receipt);
    }
}

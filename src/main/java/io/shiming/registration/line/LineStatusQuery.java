package io.shiming.registration.line;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.shiming.access.Actor;
import io.shiming.access.policy.Alarms;
import io.shiming.access.policy.Quotas;
import io.shiming.access.policy.SpentQuotas;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Row;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.identity.NumberNeighbours;
import io.shiming.identity.number.ServiceNumber;
import io.shiming.registration.application.ServiceType;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lines by number: found, answered and logged in one round trip. */
@ApplicationScoped
class LineStatusQuery {
    private final AgroalDataSource source;
    private final Vault vault;
    private final Quotas quotas;
    private final SpentQuotas spent;
    private final Alarms alarms;
    private final Clock clock;

    LineStatusQuery(
            @DataSource("lookup") AgroalDataSource source,
            Vault vault,
            Quotas quotas,
            SpentQuotas spent,
            Alarms alarms,
            Clock clock) {
        this.source = source;
        this.vault = vault;
        this.quotas = quotas;
        this.spent = spent;
        this.alarms = alarms;
        this.clock = clock;
    }

    LineStatusResource.LineAnswer status(Actor actor, ServiceType type, ServiceNumber line) {
        var hit = draft(actor).count(1).aroundSubject();
        var miss = draft(actor).count(0).allowed();
        var call = FunctionCall.of("registry.line_status")
                .with("p_operator", (short) actor.operator())
                .with("p_number_indexes", indexes(actor, List.of(line.canonical())))
                .with("p_entry_id", hit.id())
                .with("p_hit_head", hit.head())
                .with("p_hit_tail", hit.tail())
                .with("p_miss", miss.bytes());
        Quotas.into(call, "p_", quotas.ofUnknownLines(actor));
        try {
            var answer = call.row(source, row -> answer(row.isNull("public_id") ? miss.id() : hit.id(), type, row));
            if (answer.receipt().entryId().equals(miss.id())) {
                noteUnknown(actor, line, miss.id());
            }
            return answer;
        } catch (RuleRefusal refusal) {
            throw refusal.rule() == Rule.QUOTA ? spent.spent(actor, refusal, "UNKNOWN_LINES", actor.actor()) : refusal;
        }
    }

    /** Five unknown lines in a row, each next to the one before, are an alarm. */
    private void noteUnknown(Actor actor, ServiceNumber line, UUID entry) {
        var call = FunctionCall.of("registry.note_unknown_line")
                .with("p_operator", (short) actor.operator())
                .with("p_actor", actor.actor())
                .with("p_indexes", indexes(actor, List.of(line.canonical())))
                .with("p_neighbours", indexes(actor, NumberNeighbours.of(line.canonical())))
                .with("p_entry_id", entry);
        call.row(source, row -> Optional.ofNullable(row.textOrNull(call.name())))
                .ifPresent(kinds -> alarms.raised(kinds, entry));
    }

    private EntryDraft draft(Actor actor) {
        return Entry.by(actor, Act.LINE_STATUS_READ, clock).purpose(Purpose.PROVISIONING, LegalBasis.LEGAL_DUTY);
    }

    private byte[][] indexes(Actor actor, List<String> numbers) {
        return numbers.stream()
                .flatMap(number -> vault.toFind(actor.operator(), IndexKind.NUMBER, number).stream())
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

package io.shiming.lookup.order;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.AuditedCall;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.database.Rule;
import io.shiming.database.RuleRefusal;
import io.shiming.lookup.HeldTime;
import io.shiming.lookup.Target;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Orders of authorities: filed by one officer, approved by another of another unit, used by lookups that name them. */
@ApplicationScoped
class LawfulCases {
    private final AgroalDataSource source;
    private final Vault vault;
    private final Clock clock;

    LawfulCases(AgroalDataSource source, Vault vault, Clock clock) {
        this.source = source;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Files it; CASE_EXISTS where the reference is taken, AS_OF_REQUIRED where a number has had several holders.
     * Otherwise whether the people it names are known is not told.
     */
    Receipt file(Actor officer, String reference, CaseRequest order, Entry entry) {
        var targets = order.targets(clock);
        var call = FunctionCall.of("registry.file_case")
                .with("p_operator", (short) officer.operator())
                .with("p_case", reference)
                .with("p_authority", order.authority())
                .with("p_document_no", order.orderNumber())
                .with("p_provision", order.provision())
                .with("p_fields", order.fieldNames().toArray(String[]::new))
                .with("p_from", HeldTime.instant(order.validFrom(), "/validFrom"))
                .with("p_to", HeldTime.instant(order.validTo(), "/validTo"))
                .with("p_max_uses", order.maxUses())
                .with("p_actor", officer.actor())
                .with("p_unit", officer.mustHaveUnit())
                .with("p_documents", documents(officer, targets))
                .with("p_registrations", registrations(targets))
                .with("p_entry", entry.bytes());
        try {
            return AuditedCall.of(entry, source, numbers(officer, targets).into(call))
                    .orElseThrow(() -> Problem.of(Code.CASE_EXISTS));
        } catch (RuleRefusal refused) {
            throw refused.answerTo(Rule.AS_OF_REQUIRED) instanceof Problem unclear
                    ? unclear.at("/subjects/" + refused.detail().orElseThrow() + "/asOf")
                    : refused;
        }
    }

    /** The second person's word; SECOND_PERSON_REQUIRED from the first one, from the same unit, and a second time. */
    Receipt approve(Actor second, String reference, Entry entry) {
        return AuditedCall.of(
                        entry,
                        source,
                        FunctionCall.of("registry.approve_case")
                                .with("p_operator", (short) second.operator())
                                .with("p_case", reference)
                                .with("p_actor", second.actor())
                                .with("p_unit", second.mustHaveUnit())
                                .with("p_entry", entry.bytes()))
                .orElseThrow(() -> Problem.of(Code.SECOND_PERSON_REQUIRED));
    }

    /** What the order says, without the people it names. */
    Optional<CaseView> read(int operator, String reference, Receipt receipt) {
        return FunctionCall.of("registry.read_case")
                .with("p_operator", (short) operator)
                .with("p_case", reference)
                .rows(
                        source,
                        row -> new CaseView(
                                reference,
                                row.flag("approved") ? "APPROVED" : "FILED",
                                row.text("authority"),
                                row.text("document_no"),
                                row.text("provision"),
                                List.of(row.text("fields").split(",", -1)),
                                row.number("subjects"),
                                row.number("acted_in"),
                                row.instant("valid_from"),
                                row.instant("valid_to"),
                                row.number("max_uses"),
                                row.number("used"),
                                receipt))
                .stream()
                .findFirst();
    }

    private NamedNumbers numbers(Actor officer, List<Target> targets) {
        var numbers = new NamedNumbers();
        for (int i = 0; i < targets.size(); i++) {
            var target = targets.get(i);
            if (target.kind == IndexKind.NUMBER) {
                numbers.add(i, vault.toFind(officer.operator(), target.kind, target.canonical), target.held);
            }
        }
        return numbers;
    }

    private byte[][] documents(Actor officer, List<Target> targets) {
        return targets.stream()
                .filter(target -> target.kind == IndexKind.DOCUMENT)
                .flatMap(target -> vault.toFind(officer.operator(), IndexKind.DOCUMENT, target.canonical).stream())
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
    }

    private static UUID[] registrations(List<Target> targets) {
        return targets.stream()
                .map(target -> target.registration)
                .filter(Objects::nonNull)
                .toArray(UUID[]::new);
    }
}

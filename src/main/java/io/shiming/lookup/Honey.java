package io.shiming.lookup;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.shiming.access.Actor;
import io.shiming.audit.Entry;
import io.shiming.audit.Receipt;
import io.shiming.database.FunctionCall;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Knows the people whom nobody honest looks for. Which registrations are marked can be told with the operator's key only;
 * each instance keeps the marks and looks every few seconds for new ones.
 */
@ApplicationScoped
class Honey {
    private final AgroalDataSource source;
    private final Vault vault;
    private final Alarms alarms;
    private volatile Set<String> marks = Set.of();

    Honey(AgroalDataSource source, Vault vault, Alarms alarms) {
        this.source = source;
        this.vault = vault;
        this.alarms = alarms;
    }

    @Scheduled(every = "${shiming.access.honey-every:20s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reload() {
        marks =
                FunctionCall.of("registry.honey_marks")
                        .rows(source, row -> key((int) row.number("id"), row.bytes("its_mark")))
                        .stream()
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Raises the alarm if the registration that was read is marked; the entry of the look-up is on disk by then. */
    void watch(Actor actor, UUID registration, Receipt receipt) {
        if (!marks.isEmpty() && marks.contains(key(actor.operator(), mark(actor.operator(), registration)))) {
            raise("HONEY_PERSON", actor, receipt);
        }
    }

    /** Whether it is one, by the marks of this moment: what is handed over or counted leaves such a registration out. */
    boolean isMarked(int operator, UUID registration) {
        return marks.contains(key(operator, mark(operator, registration)));
    }

    /** Marks it and tries itself: the receipt, or nothing where there is no such registration. */
    Optional<Receipt> mark(Actor officer, UUID registration, Entry entry) {
        var receipt = Decided.of(
                entry,
                source,
                FunctionCall.of("registry.mark_honey")
                        .with("p_operator", (short) officer.operator())
                        .with("p_public_id", registration)
                        .with("p_mark", mark(officer.operator(), registration))
                        .with("p_entry", entry.bytes()));
        receipt.ifPresent(written -> {
            reload();
            if (!marks.contains(key(officer.operator(), mark(officer.operator(), registration)))) {
                throw new IllegalStateException("a mark that was just made is not known again");
            }
            raise("HONEY_SELF_TEST", officer, written);
        });
        return receipt;
    }

    private void raise(String kind, Actor actor, Receipt receipt) {
        var raised = FunctionCall.of("registry.raise_alarm")
                .with("p_operator", (short) actor.operator())
                .with("p_kind", kind)
                .with("p_actor", actor.actor())
                .with("p_entry_id", receipt.entryId())
                .row(source, row -> Optional.ofNullable(row.textOrNull("raise_alarm")));
        alarms.raised(raised.orElse(null), receipt.entryId());
    }

    /** No request begins like this, so that the digest of a request is never a mark. */
    private byte[] mark(int operator, UUID registration) {
        return vault.requestDigest(operator, ("honey\n" + registration).getBytes(StandardCharsets.UTF_8));
    }

    private static String key(int operator, byte[] mark) {
        return operator + " " + HexFormat.of().formatHex(mark);
    }
}

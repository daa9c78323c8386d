package io.shiming.registration.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.shiming.database.FunctionCall;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which registrations no honest caller looks up. Only the operator's key tells a mark. Each instance keeps the marks,
 * and looks every few seconds for new ones. What is handed over, followed or counted leaves out the decoys that the
 * service planted. A registration that an officer marked is a customer's, and is left out of nothing.
 */
@ApplicationScoped
public class DecoyMarks {
    private final AgroalDataSource source;
    private final Vault vault;
    private volatile Map<String, Boolean> marks = Map.of(); // true: planted

    DecoyMarks(AgroalDataSource source, Vault vault) {
        this.source = source;
        this.vault = vault;
    }

    /** Looks for new ones. One at a time: else what was read before a mark was made could take the place of what has it. */
    @Scheduled(every = "${shiming.access.decoy-every:20s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public synchronized void reload() {
        marks = FunctionCall.of("registry.decoy_marks")
                .rows(
                        source,
                        row -> Map.entry(key((int) row.number("id"), row.bytes("its_mark")), row.flag("its_passing")))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether it is marked, as far as this instance knows by now: to look at it is an alarm. */
    public boolean contains(int operator, UUID registration) {
        return !marks.isEmpty() && marks.containsKey(key(operator, of(operator, registration)));
    }

    /** Whether the service planted it, as far as this instance knows by now: it belongs to no person. */
    public boolean planted(int operator, UUID registration) {
        return !marks.isEmpty() && marks.getOrDefault(key(operator, of(operator, registration)), false);
    }

    /**
     * The decoys that the service planted itself; each other registration belongs to a person. The database is asked,
     * after the batch was read: a mark is made before its application, so that none is missed.
     */
    public Set<UUID> planted(int operator, List<UUID> registrations) {
        if (registrations.isEmpty()) {
            return Set.of();
        }
        var byMark = new HashMap<String, UUID>();
        var marks = new byte[registrations.size()][];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = of(operator, registrations.get(i));
            byMark.put(key(operator, marks[i]), registrations.get(i));
        }
        return FunctionCall.of("registry.planted_among")
                .with("p_operator", (short) operator)
                .with("p_marks", marks)
                .rows(source, row -> key(operator, row.bytes("its_mark")))
                .stream()
                .map(byMark::get)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The mark that it has, or would have. No request begins like this, so that the digest of a request is never a mark. */
    public byte[] of(int operator, UUID registration) {
        return vault.requestDigest(operator, ("decoy\n" + registration).getBytes(StandardCharsets.UTF_8));
    }

    private static String key(int operator, byte[] mark) {
        return operator + " " + HexFormat.of().formatHex(mark);
    }
}

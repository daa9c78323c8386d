package io.shiming.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much of each bounded thing is in use. */
public final class CallCounts {
    private final Map<String, Long> inUse = new ConcurrentHashMap<>();

    /** Takes so much of it, unless it would be more than the limit then. */
    boolean take(String of, long amount, long limit) {
        var taken = new boolean[1];
        inUse.compute(of, (key, used) -> {
            long before = used == null ? 0 : used;
            taken[0] = before + amount <= limit;
            return taken[0] ? Long.valueOf(before + amount) : used;
        });
        return taken[0];
    }

    /** Gives back what was taken. */
    void leave(String of, long amount) {
        inUse.computeIfPresent(of, (key, used) -> used > amount ? Long.valueOf(used - amount) : null);
    }

    public long inUse(String of) {
        return inUse.getOrDefault(of, 0L);
    }
}

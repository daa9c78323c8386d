package io.shiming.audit;

import java.io.IOException;
import java.util.Optional;

/**
 * The name the log has now. It begins with the configured one; when an epoch has ended, the last signed head bears the
 * name of the next, which the head store remembers and no setting has to follow.
 */
public final class LogOrigin {
    private final String configured;
    private final HeadStore store;

    public LogOrigin(AuditConfig config) {
        this(config.origin(), new HeadStore(config.headStore()));
    }

    public LogOrigin(String configured, HeadStore store) {
        this.configured = configured;
        this.store = store;
    }

    /** The origin of the last signed head, if that is this log's in the configured or a later epoch. */
    public String current() throws IOException {
        return in(store.read());
    }

    public String in(Optional<String> last) {
        return last.map(note -> note.substring(0, Math.max(0, note.indexOf('\n'))))
                .filter(this::isLaterEpoch)
                .orElse(configured);
    }

    /** The origin of the epoch after this one. */
    public static String after(String origin) {
        return base(origin) + (epoch(origin) + 1);
    }

    public static long epoch(String origin) {
        return Long.parseLong(origin.substring(origin.lastIndexOf('/') + 1));
    }

    private boolean isLaterEpoch(String origin) {
        return origin.matches("[a-z0-9.-]+/rnr-audit/[0-9]{1,10}") // one digit more than a configured one
                && base(origin).equals(base(configured))
                && epoch(origin) >= epoch(configured);
    }

    private static String base(String origin) {
        return origin.substring(0, origin.lastIndexOf('/') + 1);
    }
}

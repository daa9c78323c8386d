package io.shiming.vault;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One person's erasure as the register has it: internal ids and no more.
 *
 * @param entry the audit entry that tells of it
 */
record Erasure(int operator, long person, UUID entry, Instant at) {
    private static final Pattern LINE =
            Pattern.compile("(\\d{1,5}) (\\d{1,19}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (\\S+)");

    String line() {
        return operator + " " + person + " " + entry + " " + at;
    }

    /** Nothing for a line that was cut off by a crash: then the key was not destroyed either. */
    static Optional<Erasure> of(String line) {
        var parts = LINE.matcher(line);
        return parts.matches()
                ? Optional.of(new Erasure(
                        Integer.parseInt(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        UUID.fromString(parts.group(3)),
                        Instant.parse(parts.group(4))))
                : Optional.empty();
    }
}

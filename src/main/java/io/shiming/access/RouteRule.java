package io.shiming.access;

import java.time.Duration;
import java.util.Locale;

/**
 * How requests of some routes are admitted.
 *
 * @param path what the path of such a request begins with
 * @param share the part of the service that answers
 * @param bytes the largest body
 */
public record RouteRule(String path, Share share, int bytes) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** The parts that a service is divided into, so that one cannot stop another. */
    enum Share {
        /** Lookups, matches and line status. */
        LOOKUP(32),
        /** Images that are taken at a counter. */
        IMAGE(12),
        /** Everything else. */
        OTHER(32);

        private static final long LEAST_BYTES = 4L * MEBIBYTE;
        private final int partOfTheHeap;
        private final String bytesOfBodies;

        Share(int partOfTheHeap) {
            this.partOfTheHeap = partOfTheHeap;
            this.bytesOfBodies = "bytes " + name().toLowerCase(Locale.ROOT);
        }

        /** Under what the bytes of its bodies are counted. */
        String bytesOfBodies() {
            return bytesOfBodies;
        }

        /** How many bytes all its bodies may have together; an image lies in memory three times while it is worked on. */
        long mostBytes() {
            return Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / partOfTheHeap);
        }
    }

    /** How long a body may take: the read timeout for each mebibyte that it may have. */
    public Duration within(Duration readTimeout) {
        return readTimeout.multipliedBy((bytes + MEBIBYTE - 1) / MEBIBYTE);
    }

    boolean matches(String requested) {
        return requested.startsWith(path)
                && (path.endsWith("/")
                        || requested.length() == path.length()
                        || requested.charAt(path.length()) == '/');
    }
}

package io.shiming.packaged;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Byte strings to be found in a haystack, all in one pass. Their first eight bytes are their index: a window of eight
 * bytes is moved over the haystack, a bit map says almost always that no needle begins so, and the rest is compared.
 */
public final class Needles {
    /** A shorter needle would be found by chance. */
    static final int SHORTEST = 8;

    private static final int MAP_BITS = 24; // 2 MiB, which stays in the processor's cache
    private static final long SPREAD = 0x9E3779B97F4A7C15L; // Fibonacci hashing: the odd number next to 2^64 / phi

    /** One byte string and what it is, in words that are not personal. */
    private record Needle(Bytes bytes, String what) {}

    private final long[] beginnings = new long[1 << (MAP_BITS - 6)];
    private final Map<Long, List<Needle>> byBeginning = new HashMap<>();
    private final Set<Bytes> known = new HashSet<>();

    /** Adds one; a second one of the same bytes is the same. */
    public void add(byte[] bytes, String what) {
        if (bytes.length < SHORTEST) throw new IllegalArgumentException("too short to be searched for: " + what);
        var needle = new Needle(new Bytes(bytes), what);
        if (!known.add(needle.bytes)) return;
        long beginning = 0;
        for (int i = 0; i < SHORTEST; i++) beginning = beginning << 8 | bytes[i] & 0xFF;
        byBeginning.computeIfAbsent(beginning, b -> new ArrayList<>()).add(needle);
        beginnings[cell(beginning)] |= 1L << beginning * SPREAD;
    }

    int size() {
        return known.size();
    }

    /** Tells of each occurrence what it is and where it begins. */
    public void findIn(byte[] haystack, Consumer<String> found) {
        long window = 0;
        for (int i = 0; i < haystack.length; i++) {
            window = window << 8 | haystack[i] & 0xFF;
            if (i >= SHORTEST - 1 && mayBegin(window)) compare(haystack, i - SHORTEST + 1, window, found);
        }
    }

    private void compare(byte[] haystack, int from, long beginning, Consumer<String> found) {
        for (var needle : byBeginning.getOrDefault(beginning, List.of())) {
            if (needle.bytes.standAt(haystack, from)) found.accept(needle.what + " at " + from);
        }
    }

    private boolean mayBegin(long window) {
        return (beginnings[cell(window)] & 1L << window * SPREAD) != 0;
    }

    private static int cell(long beginning) {
        return (int) (beginning * SPREAD >>> 64 - MAP_BITS + 6);
    }

    /** Bytes that are equal by content. */
    private static final class Bytes {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        boolean standAt(byte[] haystack, int from) {
            int to = from + bytes.length;
            return to <= haystack.length && Arrays.equals(haystack, from, to, bytes, 0, bytes.length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}

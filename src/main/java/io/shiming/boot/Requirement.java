package io.shiming.boot;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A setting that production cannot start without.
 *
 * @param key the setting
 * @param need what it must be, as the end of "KEY must be ..."
 * @param met whether a value, never blank, is that
 */
record Requirement(String key, String need, Predicate<String> met) {
    private static final int SHORTEST_PASSWORD = 16;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private static final Set<String> SAFE = Set.of("https", "file");

    /** Without one it is a path, which may hold what an address may not. */
    private static final Pattern HAS_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    static Requirement present(String key) {
        return new Requirement(key, "set", value -> true);
    }

    static Requirement password(String key) {
        return new Requirement(
                key,
                "a password of at least " + SHORTEST_PASSWORD + " characters, not all alike",
                value -> value.length() >= SHORTEST_PASSWORD
                        && value.chars().distinct().count() > 6);
    }

    /** A key that is agreed on with others: as long as the digests made with it. */
    static Requirement secret(String key) {
        return new Requirement(
                key,
                "at least 32 ASCII characters, not all alike",
                value -> value.length() >= 32
                        && value.chars().allMatch(c -> c > 32 && c < 127)
                        && value.chars().distinct().count() > 6);
    }

    /** The certificate must be checked: anybody on the way could read, or answer, otherwise. */
    static Requirement database(String key) {
        return new Requirement(
                key,
                "a jdbc:postgresql address with sslmode=verify-full, unless it is on this machine",
                value -> value.startsWith("jdbc:postgresql://") && (local(value.substring(5)) || verified(value)));
    }

    static Requirement role(String key, String role) {
        return new Requirement(key, role + ", which can do no more than it has to", role::equals);
    }

    static Requirement https(String key) {
        return new Requirement(key, "an https address", value -> "https".equals(scheme(value)));
    }

    static Requirement httpsOrFile(String key) {
        return new Requirement(
                key,
                "an https address or a file",
                value -> !HAS_SCHEME.matcher(value.strip()).lookingAt() || SAFE.contains(scheme(value.strip())));
    }

    static boolean loopback(String host) {
        return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    }

    /** One that is not made here: a volume that is not mounted would be taken for an empty memory. */
    static Requirement directory(String key) {
        return new Requirement(key, "an existing directory, shared by all instances", Requirement::isDirectory);
    }

    private static boolean isDirectory(String value) {
        try {
            return Files.isDirectory(Path.of(value));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean verified(String address) {
        return address.toLowerCase(Locale.ROOT).contains("sslmode=verify-full");
    }

    private static boolean local(String address) {
        return LOOPBACK.stream().anyMatch(host -> address.matches("postgresql://" + Pattern.quote(host) + "[:/].*"));
    }

    private static String scheme(String address) {
        try {
            var place = URI.create(address);
            String scheme = place.getScheme() == null ? "" : place.getScheme().toLowerCase(Locale.ROOT);
            return "https".equals(scheme) && place.getHost() == null ? "http" : scheme; // a name that is none: a_b
        } catch (IllegalArgumentException e) {
            return "http"; // no address at all; refused like the weakest
        }
    }
}

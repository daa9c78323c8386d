package io.shiming.peer;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Where a key set is read: an https address (http on loopback), a {@code file:} address, or a plain path. */
public final class KeyPlace {
    private static final int LARGEST_FILE = 256 * 1024;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String text;

    /** The place that a setting names. */
    public KeyPlace(String text) {
        this.text = text.strip();
    }

    /** Whether it is on this machine, and can be read at any time. */
    boolean isFile() {
        return !text.matches("(?i)https?:.*");
    }

    String read(Wire wire) throws Unusable {
        if (!isFile()) return wire.get(address());
        try {
            var file = text.matches("(?i)file:.*") ? Path.of(new URI(text)) : Path.of(text);
            if (Files.size(file) > LARGEST_FILE) throw new Unusable(Unusable.Reason.OVERSIZE);
            return Files.readString(file);
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            throw new Unusable(Unusable.Reason.NO_KEYS);
        }
    }

    /** The address of a server that no other can impersonate: keys over plain HTTP could be an attacker's. */
    private URI address() throws Unusable {
        var address = URI.create(text);
        boolean open = "http".equalsIgnoreCase(address.getScheme());
        if (open && !LOOPBACK.contains(String.valueOf(address.getHost()).toLowerCase(Locale.ROOT))) {
            throw new Unusable(Unusable.Reason.NO_KEYS);
        }
        return address;
    }
}

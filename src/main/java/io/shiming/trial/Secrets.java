package io.shiming.trial;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.stream.Collectors;

/** The generated passwords of one installation, made on first need and kept in one private file. */
final class Secrets {
    private static final int PASSWORD_BYTES = 24; // 192 bits, 32 characters

    private final Path file;
    private final Properties known = new Properties();

    private Secrets(Path file) {
        this.file = file;
    }

    static Secrets in(Path directory) {
        var secrets = new Secrets(directory.resolve("passwords.properties"));
        try {
            if (Files.exists(secrets.file)) {
                secrets.known.load(new StringReader(Files.readString(secrets.file)));
            }
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The password of this name, the same for the life of the directory; URL-safe characters only. */
    synchronized String password(String name) {
        String password = known.getProperty(name);
        return password != null ? password : keep(name);
    }

    private String keep(String name) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        known.setProperty(name, password);
        try {
            PrivateFile.write(file, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return password;
    }

    private String text() {
        return known.stringPropertyNames().stream()
                .sorted()
                .map(name -> name + "=" + known.getProperty(name) + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return "Secrets[withheld]";
    }
}

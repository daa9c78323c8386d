package io.shiming.trial;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The files of one PostgreSQL server: made complete or not at all, never open to anybody without a password. */
final class Cluster {
    private static final Duration START_WITHIN = Duration.ofSeconds(60); // crash recovery after a kill included
    private static final String COMPLETE = "shiming.complete";
    private static final String ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n";

    private final TrialDatabaseSettings settings;
    private final String password;

    Cluster(TrialDatabaseSettings settings, String password) {
        this.settings = settings;
        this.password = password;
    }

    /** Starts a server of our own, after creating its files on the first start. */
    EmbeddedPostgres start() throws IOException {
        setAsideIncomplete();
        boolean first = !complete(settings.data());
        Path passwordFile = settings.directory().resolve("initdb.password");
        if (first) {
            settings.progress().accept("Creating the database; the first start takes a few seconds longer ...");
            PrivateFile.write(passwordFile, password);
        }
        try {
            return durability(builder(passwordFile)).start();
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    // A process killed in the middle of initdb leaves files that PostgreSQL cannot start from. They hold no data yet;
    // they are moved, not deleted, because this code cannot be sure of that.
    private void setAsideIncomplete() throws IOException {
        Path data = settings.data();
        if (Files.exists(data) && !complete(data)) {
            Path aside = Files.createTempDirectory(settings.directory(), "incomplete-");
            Files.move(data, aside.resolve("postgres"));
        }
    }

    private EmbeddedPostgres.Builder builder(Path passwordFile) {
        Redirect log =
                Redirect.appendTo(settings.directory().resolve("postgres.log").toFile());
        // The library's "locale" options are initdb options: with these no server ever ran that trusted everybody.
        return EmbeddedPostgres.builder()
                .setDataDirectory(settings.data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(settings.binaries().toFile())
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", password)
                .setDataDirectoryCustomizer(Cluster::furnish)
                .setPGStartupWait(START_WITHIN)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPort(settings.port());
    }

    private EmbeddedPostgres.Builder durability(EmbeddedPostgres.Builder builder) {
        String durable = settings.kept() ? "on" : "off";
        return builder.setServerConfig("fsync", durable)
                .setServerConfig("synchronous_commit", durable)
                .setServerConfig("full_page_writes", durable)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("log_checkpoints", "off")
                // A statement or a key in an error text could carry a person's data into the log.
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_min_error_statement", "panic");
    }

    /** Whether these are all the files of a server. */
    static boolean complete(Path data) {
        return Files.exists(data.resolve(COMPLETE)) && Files.exists(data.resolve("PG_VERSION"));
    }

    private static void furnish(File data) {
        try {
            PrivateFile.write(data.toPath().resolve("pg_hba.conf"), ACCESS);
            PrivateFile.write(data.toPath().resolve(COMPLETE), "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.shiming.trial;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL 17 server of our own on 127.0.0.1, with the service's roles, generated passwords and an empty database
 * {@code shiming}; migrations are the service's affair.
 *
 * <p>Survives a kill of this process: the next start in the same directory adopts the server that is still running, or
 * starts it again. Survives a kill of the server likewise. {@code close} stops it either way.
 */
public final class TrialDatabase implements AutoCloseable {
    private static final Duration ADOPT_WITHIN = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final TrialDatabaseSettings settings;
    private final Secrets secrets;
    private final Sessions sessions;
    private volatile Postmaster postmaster;
    private volatile @Nullable EmbeddedPostgres own; // null when adopted
    private @Nullable ServerWatch watch;
    private boolean closed;

    private TrialDatabase(
            TrialDatabaseSettings settings, Secrets secrets, Postmaster postmaster, @Nullable EmbeddedPostgres own) {
        this.settings = settings;
        this.secrets = secrets;
        this.postmaster = postmaster;
        this.sessions = new Sessions(postmaster.port(), secrets);
        this.own = own;
    }

    /** Starts or adopts the server; throws {@link IllegalStateException} in production or if it does not start. */
    public static TrialDatabase start(TrialDatabaseSettings settings) {
        RefusedInProduction.check("the embedded database");
        try {
            PrivateFile.directory(settings.directory());
            Secrets secrets = Secrets.in(settings.directory());
            TrialDatabase database = adopted(settings, secrets).orElse(null);
            if (database == null) {
                database = started(settings, secrets);
            }
            database.prepare();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded database did not start; see postgres.log", e);
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded database did not start; see postgres.log", e);
        }
    }

    private static Optional<TrialDatabase> adopted(TrialDatabaseSettings settings, Secrets secrets) throws IOException {
        Optional<Postmaster> found = Postmaster.of(settings.data());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.get().alive()) {
            settings.progress().accept("Taking over the database that an earlier run left behind ...");
        }
        var database = new TrialDatabase(settings, secrets, found.get(), null);
        for (long left = ADOPT_WITHIN.dividedBy(GLANCE); left > 0 && found.get().alive(); left--) {
            if (database.answers()) {
                return Optional.of(database);
            }
            pause();
        }
        found.get().forget();
        return Optional.empty();
    }

    private static TrialDatabase started(TrialDatabaseSettings settings, Secrets secrets) throws IOException {
        EmbeddedPostgres own = new Cluster(settings, secrets.password(DatabaseRoles.SUPERUSER)).start();
        Postmaster postmaster = Postmaster.of(settings.data())
                .orElseThrow(() -> new IOException("the server ended as soon as it had started"));
        var database = new TrialDatabase(settings, secrets, postmaster, own);
        if (!settings.kept()) {
            Runtime.getRuntime().addShutdownHook(new Thread(database::close, "throw-away database"));
        }
        return database;
    }

    private void prepare() throws SQLException, IOException {
        try (Connection superuser = sessions.open("postgres", DatabaseRoles.SUPERUSER)) {
            DatabaseRoles.prepare(superuser, secrets);
        }
    }

    // The password and the directory prove that the server behind the port is ours.
    private boolean answers() {
        try (var superuser = sessions.open("postgres", DatabaseRoles.SUPERUSER);
                var asked = superuser.createStatement().executeQuery("SHOW data_directory")) {
            return asked.next() && settings.data().toString().equals(asked.getString(1));
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Address of the database {@code shiming}, without user and password. */
    public String jdbcUrl() {
        return sessions.url(DatabaseRoles.DATABASE);
    }

    /** The generated password of one of the roles in db/roles.sql. */
    public String password(String role) {
        return secrets.password(role);
    }

    /** A new session of this role in the database {@code shiming}. */
    public Connection as(String role) throws SQLException {
        return sessions.open(DatabaseRoles.DATABASE, role);
    }

    /** A new session of the superuser in the database {@code shiming}, for tests that look behind the grants. */
    public Connection superuser() throws SQLException {
        return as(DatabaseRoles.SUPERUSER);
    }

    /** Runs {@code db/demo.sql}, once the service has migrated the database. */
    public void furnish() {
        try (var script = TrialDatabase.class.getResourceAsStream("/db/demo.sql");
                Connection superuser = superuser();
                var statement = superuser.createStatement()) {
            statement.execute(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the demo rows could not be written", e);
        }
    }

    /** From now on a server that ends without being stopped is started again, on the same port. */
    public synchronized void watch() {
        if (watch == null) watch = new ServerWatch(this::bringBack);
    }

    private synchronized void bringBack() throws IOException {
        if (closed || postmaster.alive()) return;
        if (!Cluster.complete(settings.data())) {
            throw new IOException("the data directory is gone or damaged");
        }
        settings.progress().accept("PostgreSQL has ended; it is started again ...");
        if (own != null) {
            own.close(); // gives its lock on the directory back
        }
        postmaster.forget();
        own = new Cluster(settings.onPort(postmaster.port()), secrets.password(DatabaseRoles.SUPERUSER)).start();
        postmaster = Postmaster.of(settings.data())
                .orElseThrow(() -> new IOException("the server ended as soon as it had started"));
        settings.progress().accept("PostgreSQL is back.");
    }

    /** Process id of the server. */
    public long pid() {
        return postmaster.pid();
    }

    /** What the service needs to know: each connection pool with its own role, the owner for migrations only. */
    public Map<String, String> settings() {
        return sessions.settings();
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the server, adopted or own; a second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        if (watch != null) {
            watch.close();
        }
        try {
            if (own != null) {
                own.close(); // gives up after five seconds
            }
            postmaster.stop();
            if (!settings.kept() && Files.exists(settings.directory())) {
                TrialDirectory.delete(settings.directory());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.shiming.boot;

import io.quarkus.runtime.StartupEvent;
import io.shiming.problem.Cause;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings the schema to this release before anything uses it. A schema that a newer release has migrated is left alone:
 * neither a versioned nor a repeatable file of an older release runs over it ({@link Release}). The rules for migrations that let two
 * releases run side by side are in {@code src/docs/decisions/087-starts-and-stops.md}.
 *
 * <p>The owner's statements wait at most two seconds for a lock ({@code roles.sql}), so that a migration which waits for a
 * long reader does not stop everybody behind it. It is then tried again from where it stopped.
 */
@ApplicationScoped
class Migrations {
    private static final Logger LOG = Logger.getLogger(Migrations.class);
    private static final Set<String> BUSY = Set.of("55P03", "40P01"); // lock_not_available, deadlock_detected
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Instance<Flyway> flyway;
    private final Config config;

    /** When and how long the schema is migrated. */
    @ConfigMapping(prefix = "shiming.database")
    interface Config {
        @WithDefault("true")
        boolean migrateAtStart();

        /** How long a start waits for another instance that migrates, or for locks that readers hold. */
        @WithDefault("15m")
        Duration migrateWithin();
    }

    Migrations(Instance<Flyway> flyway, Config config) {
        this.flyway = flyway;
        this.config = config;
    }

    void atStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 100) StartupEvent starting) {
        if (!config.migrateAtStart()) return;
        var schema = new Schema(flyway.get().getConfiguration(), Release.present());
        long last = System.nanoTime() + config.migrateWithin().toNanos();
        for (boolean told = false; !done(schema, System.nanoTime() < last); told = true) {
            if (!told) LOG.info("the migration waits for a lock, or for another instance that migrates");
            pause();
        }
    }

    /** Whether the schema is ready; false if it is worth another try. */
    private static boolean done(Schema schema, boolean again) {
        try (var turn = schema.owner().getConnection()) {
            return Schema.alone(turn, () -> schema.migrate(turn)) || given(again);
        } catch (SQLException | FlywayException failure) {
            if (again && busy(failure)) return false;
            throw failed(failure);
        }
    }

    /** Without what Flyway and the database say of it, which is printed where a start fails and may quote a row. */
    static IllegalStateException failed(Exception failure) {
        return new IllegalStateException("the database could not be migrated: " + Cause.named(failure));
    }

    private static boolean given(boolean again) {
        if (again) return false;
        throw new IllegalStateException("the database could not be migrated: another instance has been at it too long");
    }

    private static boolean busy(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .anyMatch(each -> each instanceof SQLException sql && BUSY.contains(String.valueOf(sql.getSQLState())));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package io.shiming.trial;

import io.shiming.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * All stand-ins of one installation, started together and stopped in the opposite order. Start it before the service
 * and stop it after the service, because the service holds connections to the database until its last moment.
 */
public final class Trial implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Trial.class);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final URI issuer;
    private final TrialDatabase database;
    private final Clock clock;

    private Trial(TrialPlan plan, Clock clock, Consumer<String> progress) {
        this.clock = clock;
        RefusedInProduction.check("the trial");
        try {
            TrialDirectory directory = started(TrialDirectory.hold(plan.directory()));
            Path path = directory.path();
            TrialIssuer tokens = started(TrialIssuer.start(path, plan.issuerPort(), clock));
            TrialAuthority authority = started(TrialAuthority.start(path, plan.authorityPort(), clock));
            TrialHub hub = started(TrialHub.start(path, plan.hubPort(), clock));
            progress.accept("Starting PostgreSQL in " + path + " ...");
            database = started(TrialDatabase.start(TrialDatabaseSettings.keptIn(path)
                    .onPort(plan.databasePort())
                    .telling(progress)));
            database.watch();
            issuer = tokens.address();
            settings.putAll(tokens.settings());
            settings.putAll(authority.settings());
            settings.putAll(hub.settings());
            settings.putAll(database.settings());
            settings.putAll(rootKey(path));
            settings.put("shiming.audit.origin", "demo.shiming.example/rnr-audit/1");
            settings.put("shiming.audit.head-store", headStore(path).toString());
            settings.put("shiming.trial.directory", path.toString());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts or resumes the trial; throws {@link IllegalStateException} in production or if a part does not start. */
    public static Trial start(TrialPlan plan, Clock clock, Consumer<String> progress) {
        return new Trial(plan, clock, progress);
    }

    /** Everything the service needs to know of the stand-ins, as settings; passwords among them. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Where a token can be had. */
    public URI issuer() {
        return issuer;
    }

    /** Puts the demo operators, dealers, stores and notices into the migrated database; safe to repeat. */
    public void furnish() {
        database.furnish();
    }

    /** Invents people in the migrated database. The service's vault seals and indexes them. */
    public SyntheticPeople people(Vault vault) {
        furnish();
        return new SyntheticPeople(database, vault, clock);
    }

    private static Path headStore(Path directory) {
        try {
            return PrivateFile.directory(directory.resolve("log-head"));
        } catch (IOException e) {
            throw new UncheckedIOException("the directory for the log's head cannot be made", e);
        }
    }

    // The vault makes the key; here is only said where it lies and what locks it.
    private static Map<String, String> rootKey(Path directory) {
        return Map.of(
                "shiming.vault.root-key.provider",
                "file",
                "shiming.vault.root-key.file",
                directory.resolve("root-key.p12").toString(),
                "shiming.vault.root-key.password",
                Secrets.in(directory).password("root-key"),
                "shiming.vault.root-key.create-if-missing",
                "true");
    }

    private <T extends AutoCloseable> T started(T standIn) {
        running.push(standIn);
        return standIn;
    }

    /** Stops what was started, last first; one that fails to stop does not keep the others. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                LOG.warn("a stand-in did not stop in order", e);
            }
        }
    }
}

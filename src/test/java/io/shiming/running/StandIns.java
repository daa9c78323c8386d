package io.shiming.running;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.shiming.connection.Certificates;
import io.shiming.trial.TrialAuthority;
import io.shiming.trial.TrialDatabase;
import io.shiming.trial.TrialDatabaseSettings;
import io.shiming.trial.TrialHub;
import io.shiming.trial.TrialIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Starts what stands around the service in a test run, and tells the service where it is. */
public class StandIns implements QuarkusTestResourceLifecycleManager {
    private final LongAdder roundTrips = new LongAdder();
    private final Scissors scissors = new Scissors();
    private Path directory;
    private TrialDatabase database;
    private TrialIssuer issuer;
    private TrialAuthority authority;
    private TrialHub hub;
    private CountingProxy proxy;

    @Override
    public Map<String, String> start() {
        directory = directory();
        var settings = TrialDatabaseSettings.throwAway();
        database = TrialDatabase.start(settings);
        issuer = TrialIssuer.start(directory, 0, Clock.systemUTC());
        authority = TrialAuthority.start(directory, 0, Clock.systemUTC());
        hub = TrialHub.start(directory, 0, Clock.systemUTC());
        proxy = CountingProxy.before(database.jdbcUrl(), roundTrips, scissors);
        var handedOver = new HashMap<String, String>();
        handedOver.putAll(database.settings());
        handedOver.putAll(issuer.settings());
        handedOver.putAll(authority.settings());
        handedOver.putAll(hub.settings());
        handedOver.putAll(vaultAndLog());
        handedOver.putAll(forTests());
        handedOver.putAll(Certificates.make(directory, "machine-a", "machine-b").settings());
        for (var role : List.of("shiming_service", "shiming_sequencer", "shiming_keyring", "shiming_inspector")) {
            handedOver.put("shiming.test.passwords." + role, database.password(role));
        }
        return handedOver;
    }

    private Map<String, String> vaultAndLog() {
        return Map.of(
                "shiming.vault.root-key.provider", "file",
                "shiming.vault.root-key.file", directory.resolve("root-key.p12").toString(),
                "shiming.vault.root-key.password", "only-for-this-test-run",
                "shiming.vault.root-key.create-if-missing", "true",
                "shiming.vault.reload", "1h", // a reload is a statement, and statements are counted here
                "shiming.audit.origin", "test.shiming.example/rnr-audit/1",
                "shiming.audit.head-store", directory.resolve("log-head").toString());
    }

    private Map<String, String> forTests() {
        var settings = new HashMap<>(watching());
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.http.test-ssl-port", "0");
        settings.put("quarkus.management.test-port", "0");
        settings.put("quarkus.http.read-timeout", "3s"); // less than a statement may take
        settings.put("quarkus.datasource.jdbc.background-validation-interval", "0"); // its round trips would be counted
        settings.put("quarkus.datasource.lookup.jdbc.background-validation-interval", "0");
        settings.putAll(patient());
        return settings;
    }

    /** Crowds that queue for one row on two cores are to wait, and not to be taken for an outage. */
    private static Map<String, String> patient() {
        return Map.of(
                "quarkus.datasource.jdbc.acquisition-timeout", "30s",
                "shiming.verification.authority.timeout", "5s",
                "shiming.verification.hub.timeout", "5s");
    }

    private Map<String, String> watching() {
        return Map.of(
                "quarkus.datasource.jdbc.url",
                proxy.jdbcUrl(),
                "shiming.registration.pending-every",
                "1s",
                "shiming.registration.sweep-every",
                "off", // tests sweep when they want to
                "shiming.registration.deadlines-every",
                "1s",
                "shiming.retention.every",
                "off", // tests let the years go by
                "shiming.test.superuser.url",
                database.jdbcUrl(),
                "shiming.test.superuser.password",
                database.password("postgres"),
                "shiming.test.issuer.directory",
                directory.toString());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(roundTrips, new TestInjector.MatchesType(LongAdder.class));
        injector.injectIntoFields(proxy, new TestInjector.MatchesType(CountingProxy.class));
        injector.injectIntoFields(scissors, new TestInjector.MatchesType(Scissors.class));
    }

    private static Path directory() {
        try {
            var directory = Files.createTempDirectory("shiming-running");
            Files.createDirectory(directory.resolve("log-head"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        proxy.close();
        hub.close();
        authority.close();
        issuer.close();
        database.close();
    }
}

package io.shiming.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.Dependent;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The running service of a trial: tells a newcomer, in four lines, how to go on, and waits for the end. */
@Dependent
class TrialService implements QuarkusApplication {
    static final String ISSUER = "shiming.trial.issuer";

    /** What is left to do when the database is migrated; set by the launcher, which has the stand-ins. */
    static Runnable whenUp = () -> {};

    @ConfigProperty(name = "quarkus.http.port")
    int port;

    @ConfigProperty(name = "quarkus.management.port")
    int managementPort;

    /** Optional, because every profile validates every injected setting, and only a trial has this one. */
    @ConfigProperty(name = ISSUER)
    Optional<String> issuer;

    @Override
    public int run(String... args) {
        whenUp.run();
        String tokens = issuer.orElse("no issuer");
        String address = "http://127.0.0.1:" + port;
        System.out.println("Shiming is at  " + address);
        System.out.println("Get a token:   TOKEN=$(curl -s '" + tokens + "/token?user=clerk-1')   all users: " + tokens
                + "/users");
        System.out.println("Health is at   http://127.0.0.1:" + managementPort + "/q/health and metrics at /q/metrics");
        System.out.println("Read the API:  " + address + "/q/openapi");
        System.out.flush();
        Quarkus.waitForExit();
        return 0;
    }
}

package io.shiming.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.shiming.trial.Trial;
import io.shiming.trial.TrialPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Starts the process. {@code java -jar quarkus-run.jar trial} is a trial on this machine with nothing else installed;
 * without the word, or with another profile set, it is production, and its settings are checked before anything starts.
 */
@QuarkusMain
public final class Launcher {
    /** Exit code for settings that are not fit: EX_CONFIG of sysexits(3). */
    static final int UNFIT_SETTINGS = 78;

    private static final String PROFILE = "quarkus.profile";
    private static final int STOP_WITHIN_SECONDS = 30;

    private Launcher() {}

    /** Runs until the process is told to end. */
    public static void main(String... args) {
        if (List.of(args).contains("trial") && explicitProfile() == null) {
            System.setProperty(PROFILE, "trial"); // before the first look at any setting, which fixes the profile
        }
        String profile = explicitProfile();
        if ("trial".equals(profile)) {
            runTrial(args);
        } else if ("dev".equals(profile) || "test".equals(profile)) {
            Quarkus.run(args);
        } else {
            runProduction(args); // a profile of any other name is no way around the checks
        }
    }

    private static void runProduction(String... args) {
        List<String> faults = ProductionChecks.faults(ConfigProvider.getConfig());
        if (faults.isEmpty()) {
            Quarkus.run(args);
            return;
        }
        faults.forEach(System.err::println);
        System.exit(UNFIT_SETTINGS);
    }

    private static void runTrial(String... args) {
        Trial trial;
        try {
            trial = Trial.start(plan(ConfigProvider.getConfig()), Clock.systemUTC(), System.out::println);
        } catch (RuntimeException e) {
            System.err.println("The trial did not start: " + e.getMessage());
            System.exit(1);
            return;
        }
        trial.settings().forEach(System::setProperty);
        TrialService.whenUp = trial::furnish;
        System.setProperty(TrialService.ISSUER, trial.issuer().toString());
        System.out.println("Starting the service ...");
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(trial, stopped), "trial-stop"));
        Quarkus.run(TrialService.class, (code, failure) -> end(code, failure, stopped), args);
    }

    private static void end(int code, @Nullable Throwable failure, CountDownLatch stopped) {
        stopped.countDown();
        System.exit(failure != null && code == 0 ? 1 : code);
    }

    // Shutdown hooks run side by side; without the latch the database would go before the service has let go of it.
    private static void stop(Trial trial, CountDownLatch stopped) {
        try {
            if (!stopped.await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The service did not stop in time; stopping its database under it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        trial.close();
    }

    private static TrialPlan plan(Config config) {
        return new TrialPlan(
                Path.of(config.getOptionalValue("shiming.trial.directory", String.class)
                        .orElse("shiming-trial")),
                port(config, "issuer", 8481),
                port(config, "authority", 8482),
                port(config, "database", 0));
    }

    private static int port(Config config, String standIn, int usual) {
        return config.getOptionalValue("shiming.trial." + standIn + ".port", Integer.class)
                .orElse(usual);
    }

    private static @Nullable String explicitProfile() {
        String property = System.getProperty(PROFILE);
        return property != null ? property : System.getenv("QUARKUS_PROFILE");
    }
}

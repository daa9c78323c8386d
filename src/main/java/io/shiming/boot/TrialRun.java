package io.shiming.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
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

/** One run of the trial: stand-ins first, then the service; on the way out the service first, then the stand-ins. */
final class TrialRun {
    private static final int STOP_WITHIN_SECONDS = 30;

    private final CountDownLatch serviceGone = new CountDownLatch(1);
    private volatile boolean ending;
    private volatile @Nullable Trial trial;

    void run(String... args) {
        // Shutdown hooks run side by side; this one waits, so that the database does not go before the service.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "trial-stop"));
        try {
            trial = start();
        } catch (RuntimeException e) {
            System.err.println("The trial did not start: " + e.getMessage());
            end(1, null);
        }
        if (ending) { // told to end while the database was starting
            serviceGone.countDown();
            return;
        }
        System.out.println("Starting the service ...");
        Quarkus.run(run(List.of(args)), this::end, args);
    }

    private static Class<? extends QuarkusApplication> run(List<String> words) {
        if (words.contains(ReapplyErasuresCommand.WORD)) return ReapplyErasuresCommand.class;
        if (!words.contains(LoadPeopleCommand.WORD)) return TrialService.class;
        LoadPeopleCommand.serveNobody();
        return LoadPeopleCommand.class;
    }

    private static Trial start() {
        Trial started = Trial.start(plan(ConfigProvider.getConfig()), Clock.systemUTC(), System.out::println);
        started.settings().forEach(System::setProperty);
        TrialService.whenUp = started::furnish;
        LoadPeopleCommand.by = started::people;
        System.setProperty(TrialService.ISSUER, started.issuer().toString());
        return started;
    }

    private void end(Integer code, @Nullable Throwable failure) {
        if (failure != null) {
            // With a handler of our own, Quarkus leaves it to us to say so.
            System.err.println("The service did not start: " + rootOf(failure).getMessage());
        }
        serviceGone.countDown();
        System.exit(failure != null && code == 0 ? 1 : code);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void stop() {
        ending = true;
        try {
            if (!serviceGone.await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The service did not stop in time; its database is stopped now.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Trial started = trial;
        if (started != null) {
            started.close();
        }
    }

    private static TrialPlan plan(Config config) {
        return new TrialPlan(
                Path.of(config.getOptionalValue("shiming.trial.directory", String.class)
                        .orElse("shiming-trial")),
                port(config, "issuer", 8481),
                port(config, "authority", 8482),
                port(config, "hub", 8483),
                port(config, "database", 0));
    }

    private static int port(Config config, String standIn, int usual) {
        return config.getOptionalValue("shiming.trial." + standIn + ".port", Integer.class)
                .orElse(usual);
    }
}

package io.shiming.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.shiming.audit.witness.WitnessCommand;
import io.shiming.peer.PeerKeySets;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Starts the process. {@code java -jar quarkus-run.jar trial} is a trial on this machine with nothing else installed;
 * with {@code witness} it is a witness of another installation's log. Without either word, or with another profile set,
 * it is production, and its settings are checked before anything starts. With {@code reapply-erasures} it erases again
 * the people that a restored backup brought back, and ends (that word may also follow {@code trial}). With
 * {@code restore-log} it brings lost entries of the log back, and ends. {@code trial load-people 1000000} fills a trial
 * for a measurement, and ends.
 */
@QuarkusMain
public final class Launcher {
    /** Exit code for settings that are not fit: EX_CONFIG of sysexits(3). */
    static final int UNFIT_SETTINGS = 78;

    private static final String PROFILE = "quarkus.profile";

    /** Quarkus then leaves malformed paths to the router, where {@code problem.http.ResponseHeaders} refuses them. */
    private static final String OWN_URI_CHECK = "vertx.disableURIValidation";

    private Launcher() {}

    /** Runs until the process is told to end. */
    public static void main(String... args) {
        if (args.length > 0 && args[0].equals("witness")) { // another process, which needs nothing of the service
            WitnessCommand.run(List.of(args).subList(1, args.length), Clock.systemUTC());
            return;
        }
        System.setProperty(OWN_URI_CHECK, "true"); // before the first look at it, when the HTTP server is built
        if (List.of(args).contains("trial") && explicitProfile() == null) {
            System.setProperty(PROFILE, "trial"); // before the first look at any setting, which fixes the profile
        }
        if (List.of(args).contains(ReapplyErasuresCommand.WORD)) {
            ReapplyErasuresCommand.serveNobody();
        }
        String profile = explicitProfile();
        if ("trial".equals(profile)) {
            new TrialRun().run(args);
        } else if ("dev".equals(profile) || "test".equals(profile)) {
            Quarkus.run(args);
        } else {
            runProduction(args); // a profile of any other name is no way around the checks
        }
    }

    private static void runProduction(String... args) {
        boolean log = List.of(args).contains(RestoreLogCommand.WORD);
        if (log) {
            RestoreLogCommand.serveNobody();
        }
        List<String> faults = ProductionChecks.faults(ConfigProvider.getConfig());
        boolean serves = !log && !List.of(args).contains(ReapplyErasuresCommand.WORD);
        if (faults.isEmpty() && serves) { // a run that ends by itself needs no keys of others
            faults = PeerKeySets.faults(ConfigProvider.getConfig());
        }
        if (faults.isEmpty()) {
            if (List.of(args).contains(ReapplyErasuresCommand.WORD)) {
                Quarkus.run(ReapplyErasuresCommand.class, args);
            } else if (log) {
                Quarkus.run(RestoreLogCommand.class, args);
            } else {
                Quarkus.run(args);
            }
            return;
        }
        faults.forEach(System.err::println);
        System.exit(UNFIT_SETTINGS);
    }

    private static @Nullable String explicitProfile() {
        String property = System.getProperty(PROFILE);
        return property != null ? property : System.getenv("QUARKUS_PROFILE");
    }
}

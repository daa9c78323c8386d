package io.shiming.boot;

import static io.shiming.boot.Requirement.database;
import static io.shiming.boot.Requirement.directory;
import static io.shiming.boot.Requirement.https;
import static io.shiming.boot.Requirement.httpsOrFile;
import static io.shiming.boot.Requirement.password;
import static io.shiming.boot.Requirement.present;
import static io.shiming.boot.Requirement.role;
import static io.shiming.boot.Requirement.secret;

import io.shiming.audit.AuditConfig;
import io.shiming.vault.RootKeyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** What production needs from its environment. A fault is one line that names the setting and never its value. */
final class ProductionChecks {
    private static final String SERVICE = "quarkus.datasource.";
    private static final String LOOKUPS = SERVICE + "lookup.";

    private static final List<Requirement> REQUIRED = Stream.of(
                    pool(SERVICE, "shiming_service"),
                    pool("quarkus.datasource.sequencer.", "shiming_sequencer"),
                    pool("quarkus.datasource.keyring.", "shiming_keyring"),
                    Stream.of(
                            httpsOrFile("mp.jwt.verify.publickey.location"),
                            https("mp.jwt.verify.issuer"),
                            present("mp.jwt.verify.audiences"),
                            https("shiming.access.origin"),
                            https("shiming.verification.authority.url"),
                            httpsOrFile("shiming.verification.authority.jwks"),
                            https("shiming.verification.hub.url"),
                            httpsOrFile("shiming.verification.hub.jwks"),
                            secret("shiming.vault.agreed-key"),
                            present("shiming.audit.origin"),
                            directory("shiming.audit.head-store")))
            .flatMap(each -> each)
            .toList();

    /** Settings that, once switched on, would put a person's data into a log or open a stand-in's door. */
    private static final List<String> FORBIDDEN_WHEN_TRUE = List.of(
            "shiming.registration.specimen-documents",
            "quarkus.hibernate-orm.log.sql",
            "quarkus.hibernate-orm.log.bind-parameters",
            "quarkus.http.access-log.enabled",
            "quarkus.datasource.jdbc.telemetry",
            "quarkus.datasource.lookup.jdbc.telemetry",
            "quarkus.flyway.migrate-at-start"); // it would migrate over a newer release

    private static final String MIGRATE = "shiming.database.migrate-at-start";
    private static final String KEEP_DAYS = "shiming.audit.keep-days";

    private ProductionChecks() {}

    /** One line for each missing, weak or forbidden setting; empty if the service may start. */
    static List<String> faults(Config config) {
        var faults = new ArrayList<String>();
        REQUIRED.forEach(requirement -> check(config, requirement, faults));
        lookups(config, faults);
        for (String key : FORBIDDEN_WHEN_TRUE) {
            if (value(config, key).equalsIgnoreCase("true")) {
                faults.add(key + " must not be true in production.");
            }
        }
        if (value(config, "shiming.access.bound-tokens").equalsIgnoreCase("false")) {
            faults.add("shiming.access.bound-tokens must not be false in production.");
        }
        if (value(config, MIGRATE).equalsIgnoreCase("true")) {
            check(config, role("quarkus.flyway.username", "shiming_owner"), faults);
            check(config, password("quarkus.flyway.password"), faults);
        }
        keeping(config, faults);
        for (var kept : List.of("shiming.audit.mirror", "shiming.vault.erasure-register")) {
            if (!value(config, kept).isBlank()) check(config, directory(kept), faults);
        }
        if (!value(config, "shiming.verification.second-authority.url").isBlank()) {
            check(config, https("shiming.verification.second-authority.url"), faults);
            check(config, httpsOrFile("shiming.verification.second-authority.jwks"), faults);
        }
        if (!value(config, "shiming.limits.sanctions-jwks").isBlank()) {
            check(config, httpsOrFile("shiming.limits.sanctions-jwks"), faults);
        }
        faults.addAll(RootKeyRules.productionFaults(config));
        faults.addAll(TransportChecks.faults(config));
        standIns(config, faults);
        return faults;
    }

    private static Stream<Requirement> pool(String prefix, String role) {
        return Stream.of(database(prefix + "jdbc.url"), role(prefix + "username", role), password(prefix + "password"));
    }

    /** Lookups go to the service's database with its role and password, each said once, unless they are given their own. */
    private static void lookups(Config config, List<String> faults) {
        pool(LOOKUPS, "shiming_service")
                .filter(own ->
                        !value(config, own.key()).equals(value(config, own.key().replace(LOOKUPS, SERVICE))))
                .forEach(own -> check(config, own, faults));
    }

    private static void check(Config config, Requirement requirement, List<String> faults) {
        String value = value(config, requirement.key());
        if (value.isBlank()) {
            faults.add(requirement.key() + " is missing; it must be " + requirement.need() + ".");
        } else if (!requirement.met().test(value)) {
            faults.add(requirement.key() + " is weak; it must be " + requirement.need() + ".");
        }
    }

    /** A setting may prolong what the law says, never shorten it. */
    private static void keeping(Config config, List<String> faults) {
        String days = value(config, KEEP_DAYS).strip();
        boolean enough =
                days.isEmpty() || (days.matches("[0-9]{1,6}") && Integer.parseInt(days) >= AuditConfig.LEAST_KEEP_DAYS);
        if (!enough) {
            faults.add(
                    KEEP_DAYS + " is too little; entries are kept at least " + AuditConfig.LEAST_KEEP_DAYS + " days.");
        }
    }

    private static void standIns(Config config, List<String> faults) {
        for (String key : config.getPropertyNames()) {
            if (key.startsWith("shiming.trial.") || key.startsWith("shiming.test.")) {
                faults.add(key + " is a setting of a stand-in; production has none.");
            }
        }
    }

    private static String value(Config config, String key) {
        return config.getOptionalValue(key, String.class).orElse("");
    }
}

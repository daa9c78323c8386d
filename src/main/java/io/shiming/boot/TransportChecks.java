package io.shiming.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * What production asks of its door: TLS that ends in the service itself, because a token is held to the certificate of
 * its connection (RFC 8705), and nothing beside it.
 */
final class TransportChecks {
    private static final String HTTP = "quarkus.http.";
    private static final String CERTIFICATE = HTTP + "ssl.certificate.";
    private static final String NAMED = HTTP + "tls-configuration-name"; // which brings both of the stores below
    private static final String INSECURE = HTTP + "insecure-requests";
    private static final String PROTOCOLS = HTTP + "ssl.protocols";

    /** RFC 8996 forbids 1.0 and 1.1. */
    private static final Set<String> MODERN = Set.of("TLSv1.3", "TLSv1.2");

    private static final String MANAGEMENT = "quarkus.management.";

    private TransportChecks() {}

    static List<String> faults(Config config) {
        var faults = new ArrayList<String>();
        mustHaveOne(config, faults, CERTIFICATE + "key-store-file", CERTIFICATE + "files");
        mustHaveOne(config, faults, CERTIFICATE + "trust-store-file", CERTIFICATE + "trust-store-files");
        var insecure = text(config, INSECURE);
        if (!insecure.isBlank() && !insecure.equalsIgnoreCase("disabled")) {
            faults.add(INSECURE + " must be disabled in production.");
        }
        modern(config, faults, PROTOCOLS);
        modern(config, faults, MANAGEMENT + "ssl.protocols");
        management(config, faults);
        return faults;
    }

    /** Metrics and health tell nothing of a person, but much of the service: other machines read them over TLS. */
    private static void management(Config config, List<String> faults) {
        var host = text(config, MANAGEMENT + "host").strip();
        boolean tls = Stream.of("ssl.certificate.key-store-file", "ssl.certificate.files", "tls-configuration-name")
                .anyMatch(each -> !text(config, MANAGEMENT + each).isBlank());
        if (!tls && !host.isEmpty() && !Requirement.loopback(host)) {
            faults.add(MANAGEMENT + "host must be a loopback address, or " + MANAGEMENT
                    + "ssl.certificate.key-store-file must be set.");
        }
    }

    private static void modern(Config config, List<String> faults, String setting) {
        for (String protocol : text(config, setting).split(",", -1)) {
            if (!protocol.isBlank() && !MODERN.contains(protocol.strip())) {
                faults.add(setting + " must be of TLSv1.3, TLSv1.2.");
            }
        }
    }

    private static void mustHaveOne(Config config, List<String> faults, String usual, String other) {
        if (text(config, usual).isBlank()
                && text(config, other).isBlank()
                && text(config, NAMED).isBlank()) {
            faults.add(usual + " is missing; it must be set, or " + other + ", or " + NAMED + ".");
        }
    }

    private static String text(Config config, String name) {
        return config.getOptionalValue(name, String.class).orElse("");
    }
}

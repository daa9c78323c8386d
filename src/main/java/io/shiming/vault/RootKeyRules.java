package io.shiming.vault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** What production asks of the keeping of keys, checked before the service starts. */
public final class RootKeyRules {
    private static final String ROOT = "shiming.vault.root-key.";

    private static final String RELOAD = "shiming.vault.reload";
    private static final Duration LONGEST_RELOAD = Duration.ofSeconds(30);

    private RootKeyRules() {}

    /** One line a fault, naming the setting and never its value; empty if production may start. */
    public static List<String> productionFaults(Config config) {
        var faults = new ArrayList<String>();
        switch (text(config, "provider").orElse("")) {
            case "file" -> fileFaults(config, faults);
            case "pkcs11" -> required(config, faults, "pkcs11.library", "pkcs11.pin");
            case "transit" -> transitFaults(config, faults);
            case "" -> faults.add(ROOT + "provider is missing; it must be one of pkcs11, transit, file.");
            default -> faults.add(ROOT + "provider is weak; it must be one of pkcs11, transit, file.");
        }
        reloadFault(config, faults);
        return faults;
    }

    // A rotation counts on every instance knowing a new key within a minute.
    private static void reloadFault(Config config, List<String> faults) {
        if (config.getOptionalValue(RELOAD, Duration.class)
                .filter(reload -> reload.compareTo(LONGEST_RELOAD) > 0)
                .isPresent()) {
            faults.add(RELOAD + " must be at most 30s in production");
        }
    }

    // GB/T 39786-2021, level 3: keys are kept in a certified module.
    private static void fileFaults(Config config, List<String> faults) {
        if (!flag(config, "allow-file-in-production")) {
            faults.add(ROOT + "provider=file is for trials; production keeps its root key in pkcs11 or transit");
        }
        if (flag(config, "create-if-missing")) {
            faults.add(ROOT + "create-if-missing must be false in production");
        }
        required(config, faults, "file", "password");
    }

    private static void transitFaults(Config config, List<String> faults) {
        required(config, faults, "transit.url", "transit.token");
        if (text(config, "transit.url")
                .filter(url -> !url.startsWith("https://"))
                .isPresent()) {
            faults.add(ROOT + "transit.url must begin with https://");
        }
    }

    private static void required(Config config, List<String> faults, String... names) {
        for (String name : names) {
            if (text(config, name).isEmpty()) {
                faults.add(ROOT + name + " is missing; it must be set.");
            }
        }
    }

    private static Optional<String> text(Config config, String name) {
        return config.getOptionalValue(ROOT + name, String.class).filter(value -> !value.isBlank());
    }

    private static boolean flag(Config config, String name) {
        return config.getOptionalValue(ROOT + name, Boolean.class).orElse(false);
    }
}

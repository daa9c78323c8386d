package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.packaged.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without {@code trial} the jar is production: with settings that are not fit it says so, line by line, and ends. */
class ProductionRefusesIT {
    private static final int UNFIT_SETTINGS = 78; // EX_CONFIG of sysexits(3)
    private static final int WITHIN_SECONDS = 60;
    private static final String PASSWORD = "not-a-real-password-1";

    /** The settings that production asks for in every case; the hosts exist nowhere (RFC 2606). */
    private static final Map<String, String> ASKED_FOR = askedFor();

    private static final Map<String, String> FIT = fit();

    private final Path home;

    ProductionRefusesIT(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void eachMissingSettingIsALineOfItsOwn() throws Exception {
        // When
        var run = runWith(Map.of());
        // Then
        assertThat(run.refusals)
                .allMatch(line -> line.matches("\\S+ (is missing; it )?must be .+"))
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactlyInAnyOrderElementsOf(ASKED_FOR.keySet());
        assertRefused(run);
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.datasource.password, short",
        "quarkus.datasource.username, postgres",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://db.example/shiming?sslmode=require",
        "shiming.verification.authority.url, http://authority.example",
        "shiming.vault.root-key.provider, memory",
        "quarkus.hibernate-orm.log.sql, true",
    })
    void aWeakSettingIsOneLineThatDoesNotRepeatItsValue(String setting, String weak) throws Exception {
        // Given
        var settings = new TreeMap<>(FIT);
        settings.put(setting, weak);
        // When
        var run = runWith(settings);
        // Then
        assertThat(run.refusals).singleElement().asString().startsWith(setting + " ");
        if (!weak.equals("true")) assertThat(run.refusals.get(0)).doesNotContain(weak);
        assertRefused(run);
    }

    @ParameterizedTest
    @Tag("case-C1")
    @Tag("case-E8")
    @CsvSource({
        "mp.jwt.verify.publickey.location, '{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}', WEAK_RSA_KEY",
        "shiming.verification.hub.jwks, <html>, NOT_A_KEY_SET",
        "shiming.verification.authority.jwks, , NO_KEYS",
    })
    void keysThatMustNotBeUsedAreOneLine(String setting, String keys, String why) throws Exception {
        // Given: no server answers where the others would be read
        var settings = new TreeMap<>(FIT);
        settings.replaceAll((name, value) -> value.startsWith("https:") ? "https://127.0.0.1:1" : value);
        var file = home.resolve("elsewhere").resolve("key set.json");
        if (keys != null)
            Files.writeString(Files.createDirectory(file.getParent()).resolve("key set.json"), keys);
        settings.put(setting, file.toString());
        // When
        var run = runWith(settings);
        // Then
        assertThat(run.refusals).containsExactly(setting + " names keys that are not taken: " + why + ".");
        assertThat(run.exit).isEqualTo(UNFIT_SETTINGS);
    }

    @Test
    @Tag("case-E11")
    void certificatesThatCannotBeReadAreOneLine() throws Exception {
        var settings = new TreeMap<>(FIT);
        settings.put(
                "shiming.peers.trusted-certificates",
                home.resolve("missing.pem").toString());
        var run = runWith(settings);
        assertThat(run.refusals).singleElement().asString().startsWith("shiming.peers.trusted-certificates must");
        assertRefused(run);
    }

    @Test
    void aStandInIsNoPartOfProduction() throws Exception {
        // Given
        var settings = new TreeMap<>(FIT);
        settings.put("shiming.trial.directory", home.resolve("trial").toString());
        // When
        var run = runWith(settings);
        // Then
        assertThat(run.refusals).singleElement().asString().startsWith("shiming.trial.directory ");
        assertRefused(run);
    }

    @Test
    void theWordTrialIsNoWayAroundTheProfile() throws Exception {
        // When
        var run = runWith(Map.of("quarkus.profile", "prod"), "trial");
        // Then
        assertThat(run.refusals).hasSize(ASKED_FOR.size());
        assertRefused(run);
    }

    private void assertRefused(Run run) throws IOException {
        assertThat(run.exit).isEqualTo(UNFIT_SETTINGS);
        assertThat(run.output).as("nothing was started").isEmpty();
        try (var files = Files.list(home)) {
            assertThat(files).containsExactlyInAnyOrder(home.resolve("output"), home.resolve("errors"));
        }
    }

    private Run runWith(Map<String, String> settings, String... arguments) throws Exception {
        var child = new Child(home);
        settings.forEach(child::with);
        Path output = home.resolve("output");
        Path errors = home.resolve("errors");
        Process process = child.run(output, errors, arguments);
        try {
            assertThat(process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Run(process.exitValue(), Files.readAllLines(output), Files.readAllLines(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    /** How it ended and what it said. */
    private record Run(int exit, List<String> output, List<String> refusals) {}

    private static Map<String, String> fit() {
        var fit = new TreeMap<>(ASKED_FOR);
        fit.put("shiming.vault.root-key.pkcs11.library", "/usr/lib/module.so");
        fit.put("shiming.vault.root-key.pkcs11.pin", "not-a-real-pin");
        return fit;
    }

    private static Map<String, String> askedFor() {
        var settings = new TreeMap<String, String>(Map.of(
                "shiming.verification.hub.url", "https://hub.example",
                "shiming.verification.hub.jwks", "https://hub.example/jwks",
                "shiming.vault.agreed-key", "0123456789abcdef0123456789abcdef",
                "shiming.access.origin", "https://names.example",
                "quarkus.http.ssl.certificate.key-store-file", "/srv/service.p12",
                "quarkus.http.ssl.certificate.trust-store-file", "/srv/machines.p12"));
        settings.putAll(Map.of(
                "mp.jwt.verify.publickey.location", "https://login.example/jwks",
                "mp.jwt.verify.issuer", "https://login.example",
                "mp.jwt.verify.audiences", "shiming",
                "shiming.verification.authority.url", "https://authority.example",
                "shiming.verification.authority.jwks", "https://authority.example/jwks",
                "shiming.vault.root-key.provider", "pkcs11",
                "shiming.audit.origin", "operator.example/rnr-audit/1",
                "shiming.audit.head-store", System.getProperty("java.io.tmpdir"),
                "quarkus.flyway.username", "shiming_owner",
                "quarkus.flyway.password", PASSWORD));
        pool(settings, "quarkus.datasource.", "shiming_service");
        pool(settings, "quarkus.datasource.sequencer.", "shiming_sequencer");
        pool(settings, "quarkus.datasource.keyring.", "shiming_keyring");
        return settings;
    }

    private static void pool(Map<String, String> settings, String prefix, String role) {
        settings.put(prefix + "jdbc.url", "jdbc:postgresql://db.example/shiming?sslmode=verify-full");
        settings.put(prefix + "username", role);
        settings.put(prefix + "password", PASSWORD);
    }
}

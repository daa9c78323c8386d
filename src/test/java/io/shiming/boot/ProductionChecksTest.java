package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProductionChecksTest {
    private static final String STRONG = "correct-horse-battery-staple";
    private static final String DATABASE = "jdbc:postgresql://db.example.net:5432/shiming?sslmode=verify-full";

    @Test
    void goodSettingsHaveNoFault() {
        assertThat(faults(good())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "183", "0", "-184", "1d", "184.5", "''"})
    void entriesAreNeverKeptForLessThanTheLawSays(String days) {
        var settings = good();
        settings.put("shiming.audit.keep-days", days);
        if (days.isEmpty()) assertThat(faults(settings)).isEmpty(); // not said: three years
        else
            assertThat(faults(settings)).singleElement().asString().startsWith("shiming.audit.keep-days is too little");
    }

    @Test
    @Tag("case-B2")
    void specimenDocumentsAreNotForProduction() {
        var settings = good();
        settings.put("shiming.registration.specimen-documents", "true");
        assertThat(faults(settings))
                .containsExactly("shiming.registration.specimen-documents must not be true in production.");
    }

    @ParameterizedTest
    @CsvSource({"184", "365", "1096", "36500"})
    void aSettingMayProlongWhatTheLawSays(String days) {
        var settings = good();
        settings.put("shiming.audit.keep-days", days);
        assertThat(faults(settings)).isEmpty();
    }

    static Stream<String> required() {
        return good().keySet().stream().filter(key -> !key.startsWith("shiming.vault.root-key."));
    }

    @ParameterizedTest
    @MethodSource("required")
    void eachMissingSettingIsOneLineThatNamesIt(String key) {
        // Given
        var settings = good();
        settings.remove(key);
        // When / Then
        assertThat(faults(settings)).singleElement().asString().startsWith(key + " is missing");
    }

    @ParameterizedTest
    @MethodSource("required")
    void aBlankSettingIsAMissingOne(String key) {
        var settings = good();
        settings.put(key, "  ");
        assertThat(faults(settings)).singleElement().asString().startsWith(key + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.datasource.password, short",
        "quarkus.datasource.password, aaaaaaaaaaaaaaaaaaaaaaaa",
        "quarkus.datasource.keyring.password, shiming",
        "quarkus.datasource.username, postgres",
        "quarkus.datasource.username, shiming_owner",
        "quarkus.datasource.sequencer.username, shiming_service",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://db.example.net/shiming",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://db.example.net/shiming?sslmode=require",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://localhost.example.net/shiming",
        "quarkus.datasource.jdbc.url, jdbc:h2:mem:x",
        "mp.jwt.verify.publickey.location, http://issuer.example.net/jwks",
        "mp.jwt.verify.issuer, http://issuer.example.net",
        "mp.jwt.verify.issuer, not an address",
        "shiming.access.origin, http://names.example.net",
        "shiming.verification.authority.url, http://authority.example.net",
        "shiming.verification.authority.jwks, http://authority.example.net/jwks",
        "shiming.verification.hub.url, http://hub.example.net",
        "shiming.verification.hub.jwks, http://hub.example.net/jwks",
        "shiming.vault.agreed-key, too-short-for-an-agreed-key",
        "shiming.vault.agreed-key, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    })
    void aWeakSettingIsOneLineThatNamesItButNotItsValue(String key, String weak) {
        var settings = good();
        settings.put(key, weak);
        assertThat(faults(settings))
                .singleElement()
                .asString()
                .startsWith(key + " is weak")
                .doesNotContain(weak + " ")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @Tag("case-A13")
    @CsvSource({
        "quarkus.datasource.lookup.username, shiming_owner",
        "quarkus.datasource.lookup.password, short",
        "quarkus.datasource.lookup.jdbc.url, jdbc:postgresql://elsewhere.example.net/shiming",
    })
    void lookupsHaveNoWeakerConnectionsThanTheRest(String key, String weak) {
        var settings = good();
        settings.put(key, weak);
        assertThat(faults(settings)).singleElement().asString().startsWith(key + " is weak");
    }

    @Test
    @Tag("case-A13")
    void whatLookupsHaveFromTheServiceIsSaidOnce() {
        var settings = good();
        settings.put("quarkus.datasource.password", "short");
        settings.put("quarkus.datasource.lookup.password", "short");
        assertThat(faults(settings)).singleElement().asString().startsWith("quarkus.datasource.password is weak");
    }

    @Test
    void aDatabaseOnThisMachineNeedsNoCertificate() {
        var settings = good();
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:5432/shiming");
        assertThat(faults(settings)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.hibernate-orm.log.sql, true",
        "quarkus.hibernate-orm.log.bind-parameters, TRUE",
        "shiming.access.bound-tokens, false",
        "quarkus.http.insecure-requests, enabled",
        "quarkus.http.insecure-requests, redirect",
        "quarkus.http.ssl.protocols, 'TLSv1.3,TLSv1.1'",
        "shiming.vault.root-key.provider, memory",
        "shiming.trial.directory, shiming-trial",
        "shiming.test.clock, 2030-01-01T00:00:00Z",
    })
    void whatBelongsToATrialOrATestIsRefused(String key, String value) {
        var settings = good();
        settings.put(key, value);
        assertThat(faults(settings)).singleElement().asString().startsWith(key + " ");
    }

    @Test
    void aRootKeyInAFileOfItsOwnMakingIsRefused() {
        var settings = good();
        settings.put("shiming.vault.root-key.provider", "file");
        settings.put("shiming.vault.root-key.file", "root-key.p12");
        settings.put("shiming.vault.root-key.password", STRONG);
        settings.put("shiming.vault.root-key.create-if-missing", "true");
        assertThat(faults(settings))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("shiming.vault.root-key.provider=file"))
                .anyMatch(line -> line.startsWith("shiming.vault.root-key.create-if-missing"));
    }

    @ParameterizedTest
    @Tag("case-C7")
    @CsvSource({"0.0.0.0", "names.example.net", "10.0.0.1"})
    void managementIsOpenedToOtherMachinesOverTlsOnly(String host) {
        var settings = good();
        settings.put("quarkus.management.host", host);
        assertThat(faults(settings)).singleElement().asString().startsWith("quarkus.management.host must be");
        settings.put("quarkus.management.ssl.certificate.key-store-file", "/srv/service.p12");
        assertThat(faults(settings)).isEmpty();
        settings.put("quarkus.management.ssl.protocols", "TLSv1.1");
        assertThat(faults(settings)).singleElement().asString().startsWith("quarkus.management.ssl.protocols must be");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "localhost", "::1"})
    void managementOnLoopbackNeedsNoTls(String host) {
        var settings = good();
        settings.put("quarkus.management.host", host);
        assertThat(faults(settings)).isEmpty();
    }

    @Test
    void theCertificatesMayComeFromElsewhere() {
        var named = good();
        named.keySet().removeIf(key -> key.startsWith("quarkus.http.ssl.certificate."));
        named.put("quarkus.http.tls-configuration-name", "door");
        assertThat(faults(named)).isEmpty();
        var files = good();
        files.keySet().removeIf(key -> key.startsWith("quarkus.http.ssl.certificate."));
        files.put("quarkus.http.ssl.certificate.files", "/etc/shiming/service.pem");
        files.put("quarkus.http.ssl.certificate.trust-store-files", "/etc/shiming/machines.pem");
        assertThat(faults(files)).isEmpty();
    }

    @Test
    void migratingAtStartNeedsTheOwnersLogin() {
        var settings = good();
        settings.put("shiming.database.migrate-at-start", "true");
        assertThat(faults(settings))
                .anyMatch(line -> line.startsWith("quarkus.flyway.username is missing"))
                .anyMatch(line -> line.startsWith("quarkus.flyway.password is missing"))
                .hasSize(2);
    }

    @Test
    void aSecondAuthorityIsHeldToWhatTheFirstOneIs() {
        var settings = good();
        settings.put("shiming.verification.second-authority.url", "http://second.example.net");
        assertThat(faults(settings))
                .anyMatch(line -> line.startsWith("shiming.verification.second-authority.url is weak"))
                .anyMatch(line -> line.startsWith("shiming.verification.second-authority.jwks is missing"))
                .hasSize(2);
    }

    @Test
    @Tag("case-E6")
    void whatAllInstancesShareIsADirectoryThatExists() {
        for (var key : List.of("shiming.audit.head-store", "shiming.audit.mirror", "shiming.vault.erasure-register")) {
            var settings = good();
            settings.put(key, "/not/mounted");
            assertThat(faults(settings))
                    .containsExactly(key + " is weak; it must be an existing directory, shared by all instances.");
        }
    }

    private static HashMap<String, String> good() {
        var settings = new HashMap<String, String>();
        pool(settings, "quarkus.datasource.", "shiming_service");
        pool(settings, "quarkus.datasource.lookup.", "shiming_service");
        pool(settings, "quarkus.datasource.sequencer.", "shiming_sequencer");
        pool(settings, "quarkus.datasource.keyring.", "shiming_keyring");
        settings.put("mp.jwt.verify.publickey.location", "https://issuer.example.net/jwks");
        settings.put("mp.jwt.verify.issuer", "https://issuer.example.net");
        settings.put("mp.jwt.verify.audiences", "shiming");
        settings.put("shiming.access.origin", "https://names.example.net");
        settings.put("shiming.verification.authority.url", "https://authority.example.net");
        settings.put("shiming.verification.authority.jwks", "file:/etc/shiming/authority.json");
        settings.put("shiming.verification.hub.url", "https://hub.example.net");
        settings.put("shiming.verification.hub.jwks", "https://hub.example.net/jwks");
        settings.put("shiming.vault.agreed-key", "0123456789abcdef0123456789abcdef");
        settings.put("shiming.vault.root-key.provider", "pkcs11");
        settings.put("shiming.vault.root-key.pkcs11.library", "/usr/lib/softhsm/libsofthsm2.so");
        settings.put("shiming.vault.root-key.pkcs11.pin", "not-a-real-pin");
        settings.put("shiming.audit.origin", "log.example.net/rnr-audit/1");
        settings.put("shiming.audit.head-store", System.getProperty("java.io.tmpdir"));
        settings.put("quarkus.http.ssl.certificate.key-store-file", "/etc/shiming/service.p12");
        settings.put("quarkus.http.ssl.certificate.trust-store-file", "/etc/shiming/machines.p12");
        return settings;
    }

    private static void pool(Map<String, String> settings, String prefix, String role) {
        settings.put(prefix + "jdbc.url", DATABASE);
        settings.put(prefix + "username", role);
        settings.put(prefix + "password", STRONG);
    }

    private static List<String> faults(Map<String, String> settings) {
        return ProductionChecks.faults(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
    }
}

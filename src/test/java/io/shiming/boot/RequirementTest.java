package io.shiming.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:5432/shiming",
                "jdbc:postgresql://localhost/shiming",
                "jdbc:postgresql://[::1]:5432/shiming",
                "jdbc:postgresql://db.example.net/shiming?sslmode=verify-full&sslrootcert=/etc/ca.pem",
                "jdbc:postgresql://a.example.net,b.example.net/shiming?targetServerType=primary&sslmode=verify-full",
            })
    void aDatabaseOnThisMachineOrWithACheckedCertificateIsStrong(String address) {
        assertThat(Requirement.database("k").met().test(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1.example.net/shiming",
                "jdbc:postgresql://localhostx:5432/shiming",
                "jdbc:postgresql://db.example.net/shiming?sslmode=prefer",
                "jdbc:postgresql://127.0.0.1@db.example.net/shiming",
                "jdbc:postgresql:shiming",
                "postgresql://127.0.0.1/shiming",
            })
    void databaseAddressThatCanBeImpersonatedIsWeak(String address) {
        assertThat(Requirement.database("k").met().test(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/shiming/keys.json",
                "/etc/shiming/key set.json",
                "file:/etc/shiming/keys.json",
                "https://a.example.net/jwks"
            })
    void keysMayComeFromAFileOrOverHttps(String place) {
        assertThat(Requirement.httpsOrFile("k").met().test(place)).isTrue();
    }

    @ParameterizedTest
    @Tag("case-E8")
    @ValueSource(
            strings = {
                "https://an_authority/jwks",
                "http://a.example.net/jwks",
                "HTTP://a.example.net/jwks",
                " http://a.example.net/jwks",
                "\thttp://a.example.net/jwks",
                "ftp://a/jwks"
            })
    void keysMayNotComeOverAnOpenLine(String place) {
        assertThat(Requirement.httpsOrFile("k").met().test(place)).isFalse();
    }
}

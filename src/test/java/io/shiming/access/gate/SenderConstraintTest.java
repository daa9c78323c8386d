package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.AuthenticationFailedException;
import io.shiming.access.Role;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 8705: a token is good on the connection it was issued for. */
class SenderConstraintTest {
    private static final Certificate POS = certificate("a point of sale");
    private static final Certificate OTHER = certificate("another");
    private static final Map<String, String> BOUND = Map.of("x5t#S256", SenderConstraint.thumbprint(POS));
    private static final Map<String, String> WITH_KEY = Map.of("jkt", "x");

    private static final boolean PRODUCTION = true;
    private static final boolean TRIAL = false;

    @Test
    void aBoundTokenIsGoodWithItsCertificateOnly() {
        assertThatCode(() -> SenderConstraint.mustConfirm(PRODUCTION, TokenConfirmation.of(BOUND), Role.CLERK, POS))
                .doesNotThrowAnyException();
        mustRefuse(PRODUCTION, BOUND, Role.CLERK, OTHER);
        mustRefuse(PRODUCTION, BOUND, Role.CLERK, null);
        mustRefuse(TRIAL, BOUND, Role.CLERK, OTHER);
        mustRefuse(TRIAL, BOUND, Role.AUDITOR, null);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"CLERK", "PROVISIONING"})
    void aMachinesPlainTokenIsNoneInProduction(Role machine) {
        mustRefuse(PRODUCTION, null, machine, POS);
        mustRefuse(PRODUCTION, WITH_KEY, machine, POS);
        assertThatCode(() -> SenderConstraint.mustConfirm(TRIAL, TokenConfirmation.NONE, machine, null))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLERK", "PROVISIONING"})
    void aPersonsTokenIsBoundToACertificateOrToAKey(Role person) {
        mustRefuse(PRODUCTION, null, person, POS);
        assertThatCode(() -> SenderConstraint.mustConfirm(PRODUCTION, TokenConfirmation.of(WITH_KEY), person, null))
                .doesNotThrowAnyException();
        assertThatCode(() -> SenderConstraint.mustConfirm(PRODUCTION, TokenConfirmation.of(BOUND), person, POS))
                .doesNotThrowAnyException();
        assertThatCode(() -> SenderConstraint.mustConfirm(TRIAL, TokenConfirmation.NONE, person, null))
                .doesNotThrowAnyException();
    }

    @Test
    void aTokenOfBothIsHeldToItsCertificateToo() {
        var both = Map.of("jkt", "x", "x5t#S256", SenderConstraint.thumbprint(POS));
        assertThatCode(() -> SenderConstraint.mustConfirm(TRIAL, TokenConfirmation.of(both), Role.AUDITOR, POS))
                .doesNotThrowAnyException();
        mustRefuse(TRIAL, both, Role.AUDITOR, OTHER);
        mustRefuse(TRIAL, both, Role.AUDITOR, null);
    }

    @Test
    void aConfirmationThatCannotBeCheckedIsNotMet() {
        mustRefuse(TRIAL, Map.of("jku", "x"), Role.AUDITOR, POS);
        mustRefuse(TRIAL, Map.of("jkt", List.of("x")), Role.AUDITOR, POS);
        mustRefuse(TRIAL, Map.of(), Role.AUDITOR, POS);
        mustRefuse(TRIAL, "{\"x5t#S256\":\"x\"}", Role.AUDITOR, POS);
    }

    private static void mustRefuse(
            boolean mustBeBound, @Nullable Object confirmation, Role role, @Nullable Certificate shown) {
        assertThatThrownBy(() ->
                        SenderConstraint.mustConfirm(mustBeBound, TokenConfirmation.of(confirmation), role, shown))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    private static Certificate certificate(String content) {
        return new Certificate("X.509") {
            @Override
            public byte[] getEncoded() {
                return content.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public void verify(PublicKey key) {}

            @Override
            public void verify(PublicKey key, String provider) {}

            @Override
            public String toString() {
                return content;
            }

            @Override
            public PublicKey getPublicKey() {
                throw new UnsupportedOperationException();
            }
        };
    }
}

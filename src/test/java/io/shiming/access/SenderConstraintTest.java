package io.shiming.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.AuthenticationFailedException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.Certificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 8705: a token is good on the connection it was issued for. */
class SenderConstraintTest {
    private static final Certificate POS = certificate("a point of sale");
    private static final Certificate OTHER = certificate("another");
    private static final String BOUND = "{\"x5t#S256\":\"" + SenderConstraint.thumbprint(POS) + "\"}";

    private final SenderConstraint production = new SenderConstraint(true);
    private final SenderConstraint trial = new SenderConstraint(false);

    @Test
    void aBoundTokenIsGoodWithItsCertificateOnly() {
        assertThatCode(() -> production.mustConfirm(BOUND, Role.CLERK, POS)).doesNotThrowAnyException();
        mustRefuse(production, BOUND, Role.CLERK, OTHER);
        mustRefuse(production, BOUND, Role.CLERK, null);
        mustRefuse(trial, BOUND, Role.CLERK, OTHER);
        mustRefuse(trial, BOUND, Role.AUDITOR, null);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"CLERK", "PROVISIONING"})
    void aMachinesPlainTokenIsNoneInProduction(Role machine) {
        mustRefuse(production, null, machine, POS);
        assertThatCode(() -> trial.mustConfirm(null, machine, null)).doesNotThrowAnyException();
    }

    @Test
    void aPersonsTokenNeedNotBeBoundToACertificate() {
        assertThatCode(() -> production.mustConfirm(null, Role.AUDITOR, null)).doesNotThrowAnyException();
    }

    @Test
    void aConfirmationThatCannotBeCheckedIsNotMet() {
        mustRefuse(production, "{\"jkt\":\"x\"}", Role.AUDITOR, POS);
        mustRefuse(production, "x", Role.AUDITOR, POS);
    }

    private static void mustRefuse(
            SenderConstraint constraint, @Nullable Object confirmation, Role role, @Nullable Certificate shown) {
        assertThatThrownBy(() -> constraint.mustConfirm(confirmation, role, shown))
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

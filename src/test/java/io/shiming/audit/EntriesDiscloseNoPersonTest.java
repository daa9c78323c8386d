package io.shiming.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.OrganisationForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;

/** A11: entries hold no person's data, and no digest of it that could be guessed. */
@QuarkusTest
class EntriesDiscloseNoPersonTest {
    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Test
    void noEntryHoldsAPlantedValueOrAnUnkeyedDigestOfIt() throws Exception {
        // Given: acts of every kind about known people, refusals included
        var needles = new ArrayList<String>();
        var firm = OrganisationForms.fresh()
                .complete()
                .signs(RegistrationForms.fixed()
                        .with("service.productClass", "400")
                        .with("service.use", "客服热线"))
                .with("service.number", "4009990001");
        callers.clerk().sign(firm).mustBe(201);
        callers.clerk().sign(firm.without("organisation.handler"));
        callers.auditor().lookUp(RegistrationForms.audit(firm));
        for (String planted : OrganisationForms.personal(firm)) needles.addAll(shapesOf(planted));
        for (var form : List.of(
                RegistrationForms.mobile(), RegistrationForms.fixed(), RegistrationForms.internetByPassport())) {
            var signed = callers.clerk().sign(form).mustBe(201);
            callers.clerk().sign(form);
            callers.clerk().sign(form.with("capture.method", "manual"));
            callers.provisioning().lineStatus(RegistrationForms.line(form));
            callers.auditor().lookUp(RegistrationForms.audit(form));
            callers.clerk().lookUp(RegistrationForms.audit(form));
            callers.clerk().standing(signed.registration());
            for (String planted : form.personal()) needles.addAll(shapesOf(planted));
        }
        // When
        var entries = superuser.texts("SELECT convert_from(bytes, 'UTF8') FROM audit.entry");
        var everything = String.join("\n", entries).toLowerCase(Locale.ROOT);
        // Then
        assertThat(entries).hasSizeGreaterThan(15);
        assertThat(needles).hasSizeGreaterThan(100).allSatisfy(needle -> assertThat(
                        everything.contains(needle.toLowerCase(Locale.ROOT)))
                .isFalse());
    }

    private static List<String> shapesOf(String planted) throws Exception {
        var shapes = new ArrayList<>(List.of(planted, HexFormat.of().formatHex(planted.getBytes(UTF_8))));
        shapes.add(Base64.getEncoder().withoutPadding().encodeToString(planted.getBytes(UTF_8)));
        for (String form : List.of(planted, "+86" + planted)) {
            byte[] bytes = form.getBytes(UTF_8);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[32], "HmacSHA256")); // HMAC pads an empty key with zeros
            for (byte[] digest : List.of(sha256(bytes), sm3(bytes), mac.doFinal(bytes))) {
                shapes.add(HexFormat.of().formatHex(digest));
                shapes.add(Base64.getEncoder().withoutPadding().encodeToString(digest));
            }
        }
        return shapes;
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] sm3(byte[] bytes) {
        var sm3 = new SM3Digest();
        sm3.update(bytes, 0, bytes.length);
        var digest = new byte[sm3.getDigestSize()];
        sm3.doFinal(digest, 0);
        return digest;
    }
}

package io.shiming.vault;

import static io.shiming.vault.TestVault.OPERATOR;
import static io.shiming.vault.TestVault.PERSON;
import static io.shiming.vault.TestVault.PLACE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.shiming.vault.suite.Suite;
import io.shiming.vault.suite.Unopenable;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecrecyTest {
    private static final byte[] TEXT = "SPECIMEN-0001".getBytes(US_ASCII);

    private final TestVault test = TestVault.in(Suite.AES_GCM_HMAC_SHA256);
    private final WrappedPersonKey key = test.vault.newPersonKey(OPERATOR, PERSON);

    private List<Object> secrets() {
        return List.of(
                new Plaintext(TEXT.clone()),
                test.vault.seal(key, PLACE, TEXT),
                key,
                test.vault.toStore(OPERATOR, IndexKind.DOCUMENT, "SPECIMEN-0001"));
    }

    @Test
    void nothingSecretPrints() {
        for (Object secret : secrets()) {
            assertThat(secret.toString()).isEqualTo(secret.getClass().getSimpleName() + "[withheld]");
        }
        assertThat(new DataKey(Map.of(1, new byte[32]), 1).toString()).isEqualTo("DataKey[withheld]");
        assertThat(test.keys.newest(OPERATOR, KeyKind.OPERATOR).toString()).isEqualTo("HeldKey[withheld]");
        assertThat(test.keyring.read(OPERATOR, KeyKind.OPERATOR).get(0).toString())
                .isEqualTo("StoredKey[1 OPERATOR v1 LIVE]");
    }

    @Test
    void nothingSecretBecomesJsonHoweverLooseTheMapper() {
        var loose = new ObjectMapper()
                .setVisibility(PropertyAccessor.ALL, Visibility.ANY)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
        for (Object secret : secrets()) {
            for (Object value : List.of(secret, Map.of("field", secret))) {
                assertThatThrownBy(() -> loose.writeValueAsString(value)).isInstanceOf(JsonMappingException.class);
            }
            assertThat(secret).isNotInstanceOf(Serializable.class);
        }
    }

    @Test
    void closedPlaintextIsWipedAndCannotBeRead() {
        byte[] owned = TEXT.clone();
        var plain = new Plaintext(owned);
        plain.close();
        assertThat(owned).containsOnly(0);
        assertThatThrownBy(plain::text).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsHandedOutIsACopy() {
        var sealed = test.vault.seal(key, PLACE, TEXT);
        sealed.bytes()[0] = 99;
        key.wrapped()[0] ^= 1;
        key.commitmentKey()[0] ^= 1;
        assertThat(test.vault.unseal(test.permit(), key, PLACE, sealed).text()).isEqualTo("SPECIMEN-0001");
    }

    @Test
    void aWrappedKeyOfAWrongLengthIsUnopenable() {
        assertThatThrownBy(() -> WrappedPersonKey.of(new byte[59], 1, new byte[32]))
                .isInstanceOf(Unopenable.class);
        assertThatThrownBy(() -> WrappedPersonKey.of(new byte[60], 1, new byte[31]))
                .isInstanceOf(Unopenable.class);
    }
}

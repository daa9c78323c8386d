package io.shiming.vault;

import static io.shiming.vault.TestVault.OPERATOR;
import static io.shiming.vault.TestVault.PERSON;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.vault.suite.Suite;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;

class IndexTest {
    // A province-level address code is issued to no person.
    private static final String DOCUMENT = "RIC110000199003070019";

    private final MemoryKeyring keyring = new MemoryKeyring();
    private final TestVault test = new TestVault(keyring, TestVault.memoryRoot(), Map.of());

    @Test
    void whatWasStoredIsFound() {
        var stored = test.vault.toStore(OPERATOR, IndexKind.DOCUMENT, DOCUMENT);
        assertThat(stored.bytes()).hasSize(32);
        assertThat(test.vault.toFind(OPERATOR, IndexKind.DOCUMENT, DOCUMENT)).containsExactly(stored);
    }

    @Test
    void operatorsAndKindsDoNotShareAnIndex() {
        var seen = new HashSet<String>();
        for (int operator : new int[] {1, 2}) {
            for (var kind : IndexKind.values()) {
                seen.add(HexFormat.of()
                        .formatHex(test.vault.toStore(operator, kind, DOCUMENT).bytes()));
            }
        }
        assertThat(seen).hasSize(4);
    }

    @Test
    void duringARotationTheNewestWritesAndBothAreFound() {
        // Given
        var old = test.vault.toStore(OPERATOR, IndexKind.NUMBER, "+8613800000000");
        // When
        keyring.add(
                HeldKeys.fresh(test.guarded, OPERATOR, KeyKind.NUMBER, 2, Suite.SM4_GCM_HMAC_SM3, KeyState.ARRIVING));
        test.clock.advance(Duration.ofSeconds(5));
        // Then: arriving keys find only
        assertThat(test.vault.toStore(OPERATOR, IndexKind.NUMBER, "+8613800000000"))
                .isEqualTo(old);
        assertThat(test.vault.toFind(OPERATOR, IndexKind.NUMBER, "+8613800000000"))
                .extracting(BlindIndex::keyVersion)
                .containsExactly(2, 1);
        // When
        keyring.set(OPERATOR, KeyKind.NUMBER, 2, KeyState.LIVE);
        test.clock.advance(Duration.ofSeconds(5));
        // Then
        var young = test.vault.toStore(OPERATOR, IndexKind.NUMBER, "+8613800000000");
        assertThat(young.keyVersion()).isEqualTo(2);
        assertThat(test.vault.toFind(OPERATOR, IndexKind.NUMBER, "+8613800000000"))
                .containsExactly(young, old);
        // When
        keyring.set(OPERATOR, KeyKind.NUMBER, 1, KeyState.RETIRED);
        test.clock.advance(Duration.ofSeconds(5));
        // Then
        assertThat(test.vault.toFind(OPERATOR, IndexKind.NUMBER, "+8613800000000"))
                .containsExactly(young);
    }

    /** Test E7: birth date and county known, every sequence number tried, everything in the database at hand. */
    @Test
    void withoutTheKeyNoneOf999CandidatesIsRecognised() throws Exception {
        // Given
        var index = HexFormat.of()
                .formatHex(test.vault
                        .toStore(OPERATOR, IndexKind.DOCUMENT, DOCUMENT)
                        .bytes());
        Set<String> dump = new HashSet<>(Set.of(index));
        keyring.rows.forEach(row -> dump.add(HexFormat.of().formatHex(row.wrapped)));
        // When
        int identified = 0;
        for (int sequence = 1; sequence <= 999; sequence++) {
            for (char check : "0123456789X".toCharArray()) {
                String candidate = "11000019900307%03d%c".formatted(sequence, check);
                identified += hits(dump, candidate) + hits(dump, "RIC" + candidate);
            }
        }
        // Then
        assertThat(identified).isZero();
    }

    private static int hits(Set<String> dump, String candidate) throws Exception {
        byte[] text = candidate.getBytes(US_ASCII);
        byte[] sm3 = new byte[32];
        var digest = new SM3Digest();
        digest.update(text, 0, text.length);
        digest.doFinal(sm3, 0);
        byte[] keyless = Suite.AES_GCM_HMAC_SHA256.primitives().mac(new byte[32], text);
        int hits = 0;
        for (byte[] guess : new byte[][] {MessageDigest.getInstance("SHA-256").digest(text), sm3, keyless}) {
            hits += dump.contains(HexFormat.of().formatHex(guess)) ? 1 : 0;
        }
        return hits;
    }

    @Test
    void aRequestHasOneDigestAnotherRequestAnother() {
        byte[] first = test.vault.requestDigest(OPERATOR, "{\"a\":1}".getBytes(UTF_8));
        assertThat(first).hasSize(32).isEqualTo(test.vault.requestDigest(OPERATOR, "{\"a\":1}".getBytes(UTF_8)));
        assertThat(first).isNotEqualTo(test.vault.requestDigest(OPERATOR, "{\"a\":2}".getBytes(UTF_8)));
        assertThat(first).isNotEqualTo(test.vault.requestDigest(OPERATOR + 1, "{\"a\":1}".getBytes(UTF_8)));
    }

    @Test
    void aCommitmentBindsOneEntryToOnePerson() {
        var entry = UUID.fromString("0193510e-7a00-7000-8000-00000000000a");
        var one = test.vault.newPersonKey(OPERATOR, PERSON);
        var other = test.vault.newPersonKey(OPERATOR, PERSON + 1);
        assertThat(test.vault.commitment(one, entry))
                .hasSize(32)
                .isEqualTo(test.vault.commitment(one, entry))
                .isNotEqualTo(test.vault.commitment(other, entry));
    }
}

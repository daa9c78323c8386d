package io.shiming.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.suite.CryptoCalls;
import io.shiming.vault.suite.Primitives;
import io.shiming.vault.suite.Suite;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * By which operators and authorities speak of a person without a name or a number: HMAC-SM3 under a key that they have
 * agreed on, over the document's canonical number with its class in front (regulation section 2.8). It is for what comes
 * from outside and goes outside; the register finds its own rows by {@link BlindIndex}.
 */
@ApplicationScoped
public class AgreedDigest {
    private static final Primitives SM3 = Suite.SM4_GCM_HMAC_SM3.primitives();
    private final Primitives.@Nullable Digester digester;

    AgreedDigest(VaultConfig config) {
        this.digester = config.agreedKey()
                .filter(text -> !text.isEmpty())
                .map(text -> CryptoCalls.loudly(() -> SM3.digester(text.getBytes(US_ASCII))))
                .orElse(null);
    }

    /** The digest of a canonical document number, 64 hexadecimal digits. */
    public String of(String canonicalDocument) {
        var agreed = digester;
        if (agreed == null) {
            throw Problem.of(Code.INTERNAL); // no key is agreed, and yet a digest was asked for
        }
        return HexFormat.of().formatHex(CryptoCalls.loudly(() -> agreed.mac(canonicalDocument.getBytes(UTF_8))));
    }

    /** Whether a key was agreed on. */
    public boolean agreed() {
        return digester != null;
    }

    @Override
    public String toString() {
        return "AgreedDigest[withheld]";
    }
}

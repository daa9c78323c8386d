package io.shiming.access;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header Idempotency-Key: 1 to 64 printable ASCII characters without quotes.
 * draft-ietf-httpapi-idempotency-key-header-07 sends it as a quoted RFC 8941 string, most clients send it bare; both are
 * the same key.
 */
@ApplicationScoped
public class IdempotencyKeys {
    private static final Pattern FORM = Pattern.compile("[!#-\\[\\]-~]{1,64}");

    private final Vault vault;

    IdempotencyKeys(Vault vault) {
        this.vault = vault;
    }

    /**
     * The key of a write. Two clients, and two stores of one client, may use the same text for different writes.
     *
     * @param header the header Idempotency-Key
     * @throws Problem IDEMPOTENCY_KEY_REQUIRED without a key, or for a malformed one
     */
    public IdempotencyKey of(Actor actor, @Nullable String header) {
        return new IdempotencyKey(
                vault.idempotencyDigest(actor.operator(), actor.client(), actor.storeCode(), text(header)));
    }

    private static String text(@Nullable String header) {
        if (header == null) {
            throw Problem.of(Code.IDEMPOTENCY_KEY_REQUIRED);
        }
        boolean quoted = header.length() > 2 && header.startsWith("\"") && header.endsWith("\"");
        var text = quoted ? header.substring(1, header.length() - 1) : header;
        if (!FORM.matcher(text).matches()) {
            throw Problem.of(Code.IDEMPOTENCY_KEY_REQUIRED);
        }
        return text;
    }
}

package io.shiming.access;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What makes a repeated write the same write: chosen by the client, unique among its own.
 *
 * @param text 1 to 64 printable ASCII characters without quotes; draft-ietf-httpapi-idempotency-key-header-07 sends it
 *     as a quoted RFC 8941 string, most clients send it bare: both are the same key
 */
public record IdempotencyKey(String text) {
    private static final Pattern FORM = Pattern.compile("[!#-\\[\\]-~]{1,64}");

    /** The key of the header Idempotency-Key; refuses with IDEMPOTENCY_KEY_REQUIRED what is none. */
    public static IdempotencyKey of(@Nullable String header) {
        if (header == null) {
            throw Problem.of(Code.IDEMPOTENCY_KEY_REQUIRED);
        }
        boolean quoted = header.length() > 2 && header.startsWith("\"") && header.endsWith("\"");
        var text = quoted ? header.substring(1, header.length() - 1) : header;
        if (!FORM.matcher(text).matches()) {
            throw Problem.of(Code.IDEMPOTENCY_KEY_REQUIRED);
        }
        return new IdempotencyKey(text);
    }
}

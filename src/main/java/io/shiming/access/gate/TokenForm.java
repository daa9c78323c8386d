package io.shiming.access.gate;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shiming.peer.Base64Url;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an access token must look like before its signature is worth checking: RFC 9068 in the compact form, signed with
 * an algorithm of a short list, without extensions. Keys come from the pinned set alone, so that {@code jku}, {@code x5u}
 * and {@code jwk} in a header have no effect, and {@code kid} is only looked up in that set.
 */
final class TokenForm {
    /** More than any issuer of ours needs; a longer one is a burden, not a token. */
    static final int LONGEST = 8 * 1024;

    /** Asymmetric only: a verifier must not be able to issue tokens (RFC 8725 sections 3.1 and 3.2). */
    private static final Set<String> ALGORITHMS = Set.of("ES256", "EdDSA", "PS256");

    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private TokenForm() {}

    /** Whether this can be one of our issuer's access tokens, as far as can be told without a key. */
    static boolean fits(String token) {
        if (token.length() > LONGEST || !COMPACT.matcher(token).matches() || !Base64Url.canonical(token)) {
            return false;
        }
        var parts = token.split("\\.", -1);
        try {
            return fits(json(parts[0])) && json(parts[1]).isObject();
        } catch (IOException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean fits(JsonNode header) {
        var type = header.path("typ").asText().toLowerCase(Locale.ROOT);
        return ALGORITHMS.contains(header.path("alg").asText())
                && (type.equals("at+jwt") || type.equals("application/at+jwt")) // RFC 9068 section 4
                && header.path("kid").isTextual()
                && !header.has("crit"); // we understand no extension (RFC 7515 section 4.1.11)
    }

    private static JsonNode json(String part) throws IOException {
        return STRICT.readTree(Base64.getUrlDecoder().decode(part));
    }
}

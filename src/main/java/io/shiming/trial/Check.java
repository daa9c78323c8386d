package io.shiming.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shiming.identity.document.CheckResult;
import io.shiming.identity.document.UnifiedSocialCreditCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** One question to the trial authority, as it came over the wire. It prints nothing of the person. */
final class Check {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_CHARACTERS = "10X98765432";

    private final JsonNode body;

    /** Throws {@link IllegalArgumentException} if it is no question. */
    Check(String json) {
        try {
            body = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON");
        }
        if (requestId().isEmpty()
                || text("documentNumber").isEmpty()
                || text("name").isEmpty()) {
            throw new IllegalArgumentException("a field is missing");
        }
    }

    String requestId() {
        return text("requestId");
    }

    /** The demo's register: it knows every number that can exist, and names that say what is wrong with them. */
    String result() {
        if (text("name").contains("查无") || !possible()) {
            return "unknown";
        }
        return text("name").contains("不符") ? "mismatch" : "match";
    }

    String subject() {
        String lines = String.join(
                "\n", requestId(), text("documentType"), text("documentNumber"), text("name"), text("birthDate"), "");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private String text(String field) {
        return body.path(field).asText("");
    }

    /** The demo's register of licences has early codes that fail a check, as the real one has, of names with 早期 in them. */
    private boolean possible() {
        var number = text("documentNumber");
        if (!text("register").equals("organisations")) {
            return possible(number);
        }
        return text("name").contains("早期") || UnifiedSocialCreditCode.of(number).check() == CheckResult.OK;
    }

    // GB 11643: the last of eighteen characters is MOD 11-2 over the others. Other kinds of number are not judged.
    private static boolean possible(String number) {
        if (!number.matches("[0-9]{17}[0-9X]")) {
            return true;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECK_CHARACTERS.charAt(sum % 11) == number.charAt(17);
    }

    @Override
    public String toString() {
        return "Check[" + requestId() + ", withheld]";
    }
}

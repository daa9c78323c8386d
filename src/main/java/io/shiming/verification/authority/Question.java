package io.shiming.verification.authority;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shiming.verification.Claim;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;

/** A claim as the protocol words it. It prints nothing of the person. */
final class Question {
    private static final JsonMapper JSON = new JsonMapper();

    private final Claim claim;
    private final String birthDate;

    Question(Claim claim) {
        this.claim = claim;
        this.birthDate = claim.bornOn() == null ? "" : claim.bornOn().toString();
    }

    String requestId() {
        return claim.requestId().toString();
    }

    /** The digest that an answer about this very person carries. */
    String subject() {
        String lines = String.join(
                "\n", requestId(), claim.documentType(), claim.documentNumber(), claim.name(), birthDate, "");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    String json() {
        var body = new LinkedHashMap<String, String>();
        body.put("requestId", requestId());
        if (claim.ofOrganisation()) {
            body.put("register", "organisations");
        }
        body.put("documentType", claim.documentType());
        body.put("documentNumber", claim.documentNumber());
        body.put("name", claim.name());
        if (!birthDate.isEmpty()) {
            body.put("birthDate", birthDate);
        }
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException textAlwaysFits) {
            throw new IllegalStateException("a question could not be written");
        }
    }

    @Override
    public String toString() {
        return "Question[" + requestId() + ", withheld]";
    }
}

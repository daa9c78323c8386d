package io.shiming.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Finds every entry about one person with the person's commitment key, and so shows that the list is complete: an entry is
 * the person's if its commitment is HMAC-SHA256(key, entry id).
 */
final class SubjectScan {
    private static final int KEY_LENGTH = 32;

    private final HMac mac = new HMac(new SHA256Digest());
    private final List<String> found = new ArrayList<>();

    SubjectScan(byte[] key) {
        if (key.length != KEY_LENGTH) throw new IllegalArgumentException("a commitment key has 32 bytes");
        mac.init(new KeyParameter(key));
    }

    void entry(long index, JsonNode said) {
        var commitment = said.path("subject").asText();
        if (commitment.isEmpty()
                || !commitment.equals(commitmentOf(said.path("entryId").asText()))) return;
        found.add(index + " " + said.path("at").asText() + " "
                + said.path("act").asText() + " by " + said.path("actor").asText() + " for "
                + said.path("purpose").asText());
    }

    /** One line an entry, in the order of the log: index, time, act, actor, purpose. */
    List<String> found() {
        return List.copyOf(found);
    }

    private String commitmentOf(String entryId) {
        byte[] id = entryId.getBytes(UTF_8);
        mac.update(id, 0, id.length);
        var commitment = new byte[mac.getMacSize()];
        mac.doFinal(commitment, 0);
        return HexFormat.of().formatHex(commitment);
    }
}

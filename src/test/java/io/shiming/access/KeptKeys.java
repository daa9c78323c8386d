package io.shiming.access;

import io.shiming.trial.DemoUser;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;

/** What the database keeps of an Idempotency-Key. */
@ApplicationScoped
public class KeptKeys {
    private final Vault vault;

    KeptKeys(Vault vault) {
        this.vault = vault;
    }

    /** Of a key that this demo user sent. */
    public byte[] of(String user, String key) {
        var sender = DemoUser.named(user).orElseThrow();
        return vault.idempotencyDigest(sender.operator(), sender.client(), sender.store(), key);
    }

    /** The same as a literal of SQL. */
    public String sql(String user, String key) {
        return "'\\x" + HexFormat.of().formatHex(of(user, key)) + "'";
    }
}

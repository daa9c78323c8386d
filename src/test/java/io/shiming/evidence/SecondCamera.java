package io.shiming.evidence;

import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Role;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Takes photos at the second operator's counter as another instance of the service would, with a vault of its own. */
@ApplicationScoped
public class SecondCamera {
    private final EvidenceTable table;
    private final EvidenceConfig config;
    private final IdempotencyKeys keys;
    private final Clock clock;

    SecondCamera(EvidenceTable table, EvidenceConfig config, IdempotencyKeys keys, Clock clock) {
        this.table = table;
        this.config = config;
        this.keys = keys;
        this.clock = clock;
    }

    /** The photo's id. */
    public String photo(Vault vault) {
        var clerk = new Actor(
                2, "ridge-mobile-pos", "second-instance", Role.CLERK, "D-200", "S-201", "T-1", null, null, null);
        return new EvidenceTaking(table, vault, config, clock)
                .take(
                        clerk,
                        keys.of(clerk, UUID.randomUUID().toString()),
                        EvidenceKind.PHOTO,
                        new Annotation(null, null, null),
                        Specimen.jpeg(160, 120))
                .evidenceId()
                .toString();
    }
}

package io.shiming.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.access.Role;
import io.shiming.identity.StatutoryDay;
import io.shiming.vault.Vault;
import io.shiming.verification.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/**
 * Applications of people who do not exist, taken and refused like others: the authority did not answer, and then did not
 * know the document. Nobody is asked about them, and no line, number or card comes of one; the rows and entries are those of
 * every application that was refused later.
 */
@ApplicationScoped
public class Decoys {
    private final Contracts contracts;
    private final Conclusion conclusion;
    private final PendingApplications pending;
    private final Vault vault;
    private final Ids ids;
    private final Clock clock;

    Decoys(Contracts contracts, Conclusion conclusion, PendingApplications pending, Vault vault, Ids ids, Clock clock) {
        this.contracts = contracts;
        this.conclusion = conclusion;
        this.pending = pending;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A counter at which a decoy is planted.
     *
     * @param clerk an enrolled member of staff whom nobody has issued a token
     */
    public record Place(
            int operator,
            String client,
            String clerk,
            String dealer,
            String store,
            String terminal,
            String noticeVersion,
            String noticeLanguage) {}

    /** The id of one that is to be planted; marked first, nobody ever reads of it unmarked. */
    public UUID next() {
        return ids.next();
    }

    /** Plants one under this id, which is kept nowhere else. */
    public void plant(Place place, UUID publicId) {
        var actor = new Actor(
                place.operator(),
                place.client(),
                place.clerk(),
                Role.CLERK,
                place.dealer(),
                place.store(),
                place.terminal(),
                null,
                null,
                null);
        var now = clock.instant();
        var nobody = new DecoyPerson(UUID.randomUUID(), place, now);
        var application = new Application(nobody.request(), null, Set.of(), StatutoryDay.of(now), now);
        var key = new IdempotencyKey(ids.next().toString());
        var digest = new Digest(vault.requestDigest(place.operator(), key.text().getBytes(UTF_8)));
        var attempt = new Attempt(actor, key, digest, application, null, publicId);
        conclusion.write(attempt, contracts.context(attempt, now), null, Answer.unavailable("none", now));
        pending.refuseUnknown(place.operator(), publicId);
    }
}

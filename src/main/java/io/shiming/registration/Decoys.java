package io.shiming.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.UUIDType;
import com.fasterxml.uuid.impl.UUIDUtil;
import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKeys;
import io.shiming.access.Role;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.registration.application.Application;
import io.shiming.registration.pending.PendingApplications;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RequestDigest;
import io.shiming.vault.Vault;
import io.shiming.verification.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/**
 * Applications of invented people, taken like others that the authority did not answer. {@link PendingApplications}
 * then refuses them as if the authority did not know the document. No authority is asked about them, and they lead to
 * no line, number or card. Their rows and entries are those of every application that was refused later.
 */
@ApplicationScoped
public class Decoys {
    private final SigningStatements signingStatements;
    private final SigningWriter signingWriter;
    private final IdempotencyKeys keys;
    private final Vault vault;
    private final PublicIds ids;
    private final Clock clock;

    Decoys(
            SigningStatements signingStatements,
            SigningWriter signingWriter,
            IdempotencyKeys keys,
            Vault vault,
            PublicIds ids,
            Clock clock) {
        this.signingStatements = signingStatements;
        this.signingWriter = signingWriter;
        this.keys = keys;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
    }

    /** The clerk who signs for all decoys of a store. Without the operator's key it looks like a random id. */
    public String clerk(int operator, String store) {
        var digest = vault.requestDigest(operator, ("decoy clerk\n" + store).getBytes(UTF_8));
        return UUIDUtil.constructUUID(UUIDType.RANDOM_BASED, digest).toString();
    }

    /** The id of a decoy to plant. The decoy is marked first, so that no reader ever finds it unmarked. */
    public UUID next() {
        return ids.next();
    }

    /** Plants one under this id, which is kept nowhere else. */
    public void plant(DecoyCounter counter, UUID publicId) {
        var actor = new Actor(
                counter.operator(),
                counter.client(),
                counter.clerk(),
                Role.CLERK,
                counter.dealer(),
                counter.store(),
                counter.terminal(),
                counter.address(),
                null,
                null);
        var now = clock.instant();
        var person = new DecoyPerson(UUID.randomUUID(), counter, now);
        var application = new Application(person.request(), null, Set.of(), false, StatutoryDay.of(now), now);
        var key = keys.of(actor, ids.next().toString());
        var digest = new RequestDigest(vault.requestDigest(counter.operator(), key.bytes()));
        var attempt = new SigningAttempt(actor, key, digest, application, null, null, publicId);
        signingWriter.write(attempt, signingStatements.context(attempt, now), null, Answer.unavailable("none", now));
    }
}

package io.shiming.registration.person;

import io.shiming.access.Actor;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.EntryDraft;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.registration.integrity.BoundRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The entries about a join: one in each document's own part of the log. Within the caller's transaction. */
@ApplicationScoped
class JoinEntries {
    private final AuditLog log;
    private final Clock clock;

    JoinEntries(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    Telling of(Actor actor, Act act, @Nullable String caseRef) {
        var draft = Entry.by(actor, act, clock).purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY);
        return new Telling(caseRef == null ? draft : draft.caseRef(caseRef));
    }

    /** An entry being written. */
    final class Telling {
        private final EntryDraft draft;

        private Telling(EntryDraft draft) {
            this.draft = draft;
        }

        /** Writes the row that the entry binds, then the entry. */
        Receipt bound(long person, UUID registration, BoundRows rows, Consumer<UUID> write) {
            write.accept(draft.id());
            var entry = draft.registration(registration).rowDigest(rows.digests());
            return log.appendWithin(entry.aroundSubject(), person);
        }

        void about(long person, UUID registration) {
            log.appendWithin(draft.registration(registration).aroundSubject(), person);
        }
    }
}

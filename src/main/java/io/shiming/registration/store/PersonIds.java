package io.shiming.registration.store;

import io.shiming.access.Actor;
import io.shiming.access.OperatorTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** From what leaves the service to what stays inside: which person a registration belongs to. */
@ApplicationScoped
public class PersonIds {
    private final Registrations registrations;
    private final OperatorTransaction transaction;

    PersonIds(Registrations registrations, OperatorTransaction transaction) {
        this.registrations = registrations;
        this.transaction = transaction;
    }

    /** The person's internal id; nothing for an unknown registration and for another operator's. */
    public Optional<Long> personOf(Actor actor, UUID registration) {
        return transaction.run(actor, () -> registrations
                .find("publicId", registration)
                .firstResultOptional()
                .map(row -> row.person));
    }
}

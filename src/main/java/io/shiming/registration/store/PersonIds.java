package io.shiming.registration.store;

import io.shiming.access.Actor;
import io.shiming.access.OperatorScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** From what leaves the service to what stays inside: which person a registration belongs to. */
@ApplicationScoped
public class PersonIds {
    private final Registrations registrations;
    private final OperatorScope scope;

    PersonIds(Registrations registrations, OperatorScope scope) {
        this.registrations = registrations;
        this.scope = scope;
    }

    /** The person's internal id; nothing for an unknown registration and for another operator's. */
    @Transactional
    public Optional<Long> personOf(Actor actor, UUID registration) {
        scope.enter(actor);
        return registrations
                .find("publicId", registration)
                .firstResultOptional()
                .map(row -> row.person);
    }
}

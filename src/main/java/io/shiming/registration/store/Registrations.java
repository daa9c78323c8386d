package io.shiming.registration.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class Registrations implements PanacheRepositoryBase<Registration, Registration.Key> {

    Optional<Registration> ofStore(String store, UUID publicId) {
        return find("publicId = ?1 and storeCode = ?2", publicId, store).firstResultOptional();
    }
}

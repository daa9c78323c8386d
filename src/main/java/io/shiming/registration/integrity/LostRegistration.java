package io.shiming.registration.integrity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A registration that the log tells of and that is gone. Changed by statements only, hence immutable here. */
@Entity
@Immutable
@IdClass(LostRegistration.Key.class)
class LostRegistration {
    record Key(short operator, UUID registration) implements Serializable {}

    @Id
    @Column(name = "operator_id")
    short operator;

    @Id
    UUID registration;

    UUID entryId;

    Instant foundAt;

    @Nullable
    String remedy;
}

package io.shiming.registration.integrity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A registration that the log tells of and that is gone. Changed by statements only, hence immutable here. */
@Entity
@Immutable
@IdClass(LostRegistration.Key.class)
@Table(schema = "registry", name = "lost_registration")
class LostRegistration {
    record Key(short operator, UUID registration) implements Serializable {}

    @Id
    @Column(name = "operator_id")
    short operator;

    @Id
    UUID registration;

    @Column(name = "entry_id")
    UUID entryId;

    @Column(name = "found_at")
    Instant foundAt;

    @Nullable
    String remedy;
}

package io.shiming.registration.holder;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** A dispute about a line. A unique index permits one open dispute of a registration. */
@Entity
@DynamicUpdate
@IdClass(Dispute.Key.class)
class Dispute {
    enum Status {
        FILED,
        UPHELD,
        DISMISSED
    }

    record Key(long personId, UUID disputeId) implements Serializable {}

    @Id
    long personId;

    @Id
    UUID disputeId;

    short operatorId;
    long registrationId;

    @Formula("(SELECT r.public_id FROM registry.registration r"
            + " WHERE r.person_id = person_id AND r.registration_id = registration_id)")
    UUID registration;

    String claim;
    String filedBy;
    Instant filedAt;
    Instant dueAt;

    @Enumerated(EnumType.STRING)
    Status status;

    @Nullable
    String reason;

    @Nullable
    String decidedBy;

    @Nullable
    Instant decidedAt;

    @Version
    int version;
}

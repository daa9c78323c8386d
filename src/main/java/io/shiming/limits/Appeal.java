package io.shiming.limits;

import jakarta.persistence.Column;
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
import org.jspecify.annotations.Nullable;

/** An appeal. No text of the applicant's: grounds are one of a list, evidence is a reference. */
@Entity
@DynamicUpdate
@IdClass(Appeal.Key.class)
class Appeal {
    enum Status {
        FILED,
        ACCEPTED,
        REJECTED
    }

    record Key(short operator, UUID id) implements Serializable {}

    @Id
    @Column(name = "operator_id")
    short operator;

    @Id
    @Column(name = "appeal_id")
    UUID id;

    @Column(name = "refusal_id")
    UUID refusal;

    String grounds;

    @Nullable
    String evidence;

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

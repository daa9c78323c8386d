package io.shiming.dealer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;

/** A member of a dealer's staff, known by the opaque id in tokens only, and until when trained (Order 24 article 15). */
@Entity
@IdClass(Clerk.Key.class)
class Clerk {
    enum Status {
        ACTIVE,
        LEFT
    }

    record Key(short operator, String id) implements Serializable {}

    @Id
    @Column(name = "operator_id")
    short operator;

    @Id
    @Column(name = "clerk_id")
    String id;

    @Column(name = "dealer_code")
    String dealer;

    LocalDate trainedUntil;

    @Enumerated(EnumType.STRING)
    Status status;

    Instant changedAt;
}

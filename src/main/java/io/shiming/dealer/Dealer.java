package io.shiming.dealer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A dealer under contract with one operator. */
@Entity
@IdClass(Dealer.Key.class)
@Table(schema = "registry", name = "dealer")
class Dealer {
    enum Status {
        ACTIVE,
        SUSPENDED
    }

    record Key(short operator, String code) implements Serializable {}

    @Id
    @Column(name = "operator_id")
    short operator;

    @Id
    @Column(name = "dealer_code")
    String code;

    @Enumerated(EnumType.STRING)
    Status status;

    @Column(name = "changed_at")
    Instant changedAt;
}

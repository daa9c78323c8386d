package io.shiming.dealer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;

/** A dealer's shop, in one province, with its points of sale. */
@Entity
@IdClass(Store.Key.class)
class Store {
    enum Status {
        OPEN,
        CLOSED
    }

    record Key(short operator, String code) implements Serializable {}

    @Id
    @Column(name = "operator_id")
    short operator;

    @Id
    @Column(name = "store_code")
    String code;

    @Column(name = "dealer_code")
    String dealer;

    String region;

    String[] terminals;

    @Enumerated(EnumType.STRING)
    Status status;
}

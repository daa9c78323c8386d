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

/** A dealer under contract with one operator. Dealers have no dealers of their own (MIIT plan of 2015). */
@Entity
@IdClass(Dealer.Key.class)
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

    String contractRef;

    String clauseVersion;

    String licenceNumber;

    LocalDate licenceUntil;

    String[] services;

    String[] regions;

    @Enumerated(EnumType.STRING)
    Status status;

    Instant changedAt;
}

package io.shiming.registration.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A registration as its store may see it. Written by the signing statements only, hence immutable here. */
@Entity
@Immutable
@IdClass(Registration.Key.class)
@Table(schema = "registry", name = "registration")
class Registration {
    record Key(long person, long registration) implements Serializable {}

    @Id
    @Column(name = "person_id")
    long person;

    @Id
    @Column(name = "registration_id")
    long registration;

    @Column(name = "public_id")
    UUID publicId;

    @Enumerated(EnumType.STRING)
    RegistrationStatus status;

    @Nullable
    String code;

    @Column(name = "contract_ref")
    String contractRef;

    @Column(name = "service_type")
    String serviceType;

    @Formula("(SELECT l.status FROM registry.service_line l"
            + " WHERE l.person_id = person_id AND l.registration_id = registration_id)")
    @Nullable
    String lineStatus;

    @Column(name = "store_code")
    String storeCode;

    @Column(name = "signed_at")
    Instant signedAt;

    @Column(name = "decided_at")
    @Nullable
    Instant decidedAt;
}

package io.shiming.registration.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A registration as its store may see it. Written by the signing statements only, hence immutable here. */
@Entity
@Immutable
@IdClass(Registration.Key.class)
class Registration {
    record Key(long person, long registration) implements Serializable {}

    @Id
    @Column(name = "person_id")
    long person;

    @Id
    @Column(name = "registration_id")
    long registration;

    UUID publicId;

    @Enumerated(EnumType.STRING)
    RegistrationStatus status;

    @Nullable
    String code;

    String contractRef;

    String serviceType;

    @Nullable
    String lineStatus;

    String storeCode;

    Instant signedAt;

    @Nullable
    Instant decidedAt;
}

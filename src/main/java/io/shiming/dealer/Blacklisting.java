package io.shiming.dealer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A dealer, a licence or a member of staff struck off, through a day or for good (MIIT opinions of 2016-11). */
@Entity
@IdClass(Blacklisting.Key.class)
@Table(name = "blacklist")
class Blacklisting {
    record Key(short operator, String kind, String subject) implements Serializable {}

    @Id
    @Column(name = "operator_id")
    short operator;

    @Id
    String kind;

    @Id
    String subject;

    String reason;

    @Nullable
    LocalDate until;

    Instant changedAt;
}

package io.shiming.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One version of a notice in one language; never changed, only followed by another. */
@Entity
@Immutable
@IdClass(Notice.Key.class)
class Notice {
    record Key(short operator, String version, String language) implements Serializable {}

    @Id
    @Column(name = "operator_id")
    short operator;

    @Id
    String version;

    @Id
    String language;

    LocalDate effectiveFrom;

    @Nullable
    LocalDate effectiveTo;

    /** What it tells, element by element; see {@code V060__consent.sql}. */
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> elements;

    String body;
}

package io.shiming.limits;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A refusal that can be appealed against. Written with its entry by one statement, hence immutable here. */
@Entity
@Immutable
@IdClass(Refusal.Key.class)
class Refusal {
    record Key(short operator, UUID entry) implements Serializable {}

    @Id
    @Column(name = "operator_id")
    short operator;

    @Id
    @Column(name = "entry_id")
    UUID entry;

    /** The digest that operators and authorities agreed on. */
    String person;

    String code;

    @Nullable
    String rule;
}

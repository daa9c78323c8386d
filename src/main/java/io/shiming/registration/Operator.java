package io.shiming.registration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** An operator of this deployment. */
@Entity
@Immutable
@Table(schema = "registry", name = "operator")
class Operator {
    @Id
    @Column(name = "operator_id")
    short id;

    String code;
}

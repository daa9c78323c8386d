package io.shiming.consent;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

@ApplicationScoped
class Notices implements PanacheRepositoryBase<Notice, Notice.Key> {

    List<Notice> current(short operator, LocalDate day) {
        return list(
                "operator = ?1 and effectiveFrom <= ?2 and (effectiveTo is null or effectiveTo >= ?2)"
                        + " order by version desc, language",
                operator,
                day);
    }
}

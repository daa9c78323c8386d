package io.shiming.registration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

@ApplicationScoped
class Operators implements PanacheRepositoryBase<Operator, Short> {

    @Transactional
    List<Integer> all() {
        return listAll().stream().map(operator -> (int) operator.id).sorted().toList();
    }
}

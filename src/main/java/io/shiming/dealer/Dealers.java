package io.shiming.dealer;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class Dealers implements PanacheRepositoryBase<Dealer, Dealer.Key> {}

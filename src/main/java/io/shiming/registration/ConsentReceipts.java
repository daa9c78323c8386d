package io.shiming.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.access.Actor;
import io.shiming.access.OperatorTransaction;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** Receipts for what was agreed to, for the store that made the registration. */
@ApplicationScoped
class ConsentReceipts {
    private static final String RECEIPT =
            "SELECT coalesce(registry.consent_receipt(CAST(:store AS text), CAST(:id AS uuid)), '')";

    private final EntityManager entities;
    private final OperatorTransaction transaction;
    private final ObjectMapper json;

    ConsentReceipts(EntityManager entities, OperatorTransaction transaction, ObjectMapper json) {
        this.entities = entities;
        this.transaction = transaction;
        this.json = json;
    }

    /** Another store's, another operator's and no registration at all are the same: NOT_FOUND. */
    ConsentReceipt of(Actor actor, UUID registration) {
        var receipt = transaction.run(actor, () -> entities.createNativeQuery(RECEIPT, String.class)
                .setParameter("store", actor.storeCode())
                .setParameter("id", registration.toString())
                .getSingleResult()
                .toString());
        if (receipt.isEmpty()) {
            throw Problem.of(Code.NOT_FOUND);
        }
        try {
            return json.readValue(receipt, ConsentReceipt.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL writes JSON", e);
        }
    }
}

package io.shiming.access;

import io.shiming.database.OperatorEntry;
import io.shiming.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;
import org.hibernate.JDBCException;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.DataException;
import org.hibernate.exception.SQLGrammarException;

/**
 * A transaction of entities that sees one operator. It is the only place where a session begins one: without an operator,
 * row-level security shows no row.
 */
@ApplicationScoped
public class OperatorTransaction {
    private final Session session;

    OperatorTransaction(Session session) {
        this.session = session;
    }

    /**
     * Begins a transaction or joins the caller's, enters the actor's operator and does the work. It ends with a commit, or
     * with a rollback if the work throws.
     *
     * @throws Problem UNAVAILABLE where the database fails
     */
    @Transactional
    public <T> T run(Actor actor, Supplier<T> work) {
        try {
            session.doWork(connection -> OperatorEntry.enter(connection, actor.operator()));
            return work.get();
        } catch (ConstraintViolationException | SQLGrammarException | DataException ours) {
            throw ours; // a fault of the service, which another attempt does not mend
        } catch (PersistenceException failure) {
            throw failure instanceof JDBCException || failure.getCause() instanceof JDBCException
                    ? Problem.unavailable(failure)
                    : failure;
        }
    }
}

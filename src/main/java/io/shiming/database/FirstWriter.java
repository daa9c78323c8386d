package io.shiming.database;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;

/** Sends the changes of a session to the database, where the first of two that contradict each other is kept. */
public final class FirstWriter {
    private FirstWriter() {}

    /**
     * Sends what the session has not sent yet.
     *
     * @param second the code of the refusal where the row has a newer version, or a unique index has such a row already
     */
    public static void flush(EntityManager session, Code second) {
        try {
            session.flush();
        } catch (OptimisticLockException changed) {
            throw Problem.of(second);
        } catch (ConstraintViolationException broken) {
            throw broken.getKind() == ConstraintKind.UNIQUE ? Problem.of(second) : broken;
        }
    }
}

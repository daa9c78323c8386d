package io.shiming.vault;

import io.quarkus.runtime.StartupEvent;
import io.shiming.database.OperatorEntry;
import io.shiming.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Erasures that a restore of an older backup has undone. The service does not open while there is one in the register:
 * {@code java -jar quarkus-run.jar reapply-erasures} destroys the keys again and counts what is left.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class RestoredErasures {
    private static final Logger LOG = Logger.getLogger(RestoredErasures.class);
    private static final String KEY = "SELECT FROM keyring.person_key WHERE operator_id = ? AND person_id = ?";
    private final DataSource database;
    private final ErasureRegister register;
    private final KeyErasure erasure;
    private final VaultConfig config;
    private volatile int reapplied;

    RestoredErasures(DataSource database, ErasureRegister register, KeyErasure erasure, VaultConfig config) {
        this.database = database;
        this.register = register;
        this.erasure = erasure;
        this.config = config;
    }

    /** Stops the start before the first request, or erases again if this start is the tool's. */
    void open(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting) {
        if (config.reapplyErasures()) {
            reapplied = reapply();
        } else {
            mustBeApplied();
        }
    }

    /** How many this start has erased again. */
    public int reapplied() {
        return reapplied;
    }

    /** Throws {@link IllegalStateException} if a person of the register has a key. */
    void mustBeApplied() {
        int open = unapplied().size();
        if (open > 0) {
            throw new IllegalStateException(open + " erasures of the register are undone by a restore;"
                    + " run: java -jar quarkus-run.jar reapply-erasures");
        }
    }

    /**
     * Erases again every person that the register calls erased.
     *
     * @return how many were erased; throws if a person of the register still has a key
     */
    int reapply() {
        int again = 0;
        for (Erasure undone : unapplied()) {
            again += erasure.destroyed(undone.operator(), undone.person()) ? 1 : 0;
        }
        mustBeApplied();
        LOG.infof("%d erasures re-applied, none is left", again);
        return again;
    }

    private List<Erasure> unapplied() {
        var found = new ArrayList<Erasure>();
        try (var connection = database.getConnection()) {
            for (Erasure each : register.all()) {
                if (holds(connection, each)) {
                    found.add(each);
                }
            }
            return found;
        } catch (SQLException e) {
            throw Problem.unavailable(e);
        }
    }

    private static boolean holds(Connection connection, Erasure erasure) throws SQLException {
        connection.setAutoCommit(false);
        try (var query = connection.prepareStatement(KEY)) {
            OperatorEntry.enter(connection, erasure.operator());
            query.setInt(1, erasure.operator());
            query.setLong(2, erasure.person());
            try (var row = query.executeQuery()) {
                return row.next();
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}

package io.shiming.vault;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.shiming.problem.Cause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Counts the uses of every key and adds them to the keyring now and then: counting costs no statement of a request. A
 * process that is killed loses the counts of its last seconds.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
class KeyUses {
    private static final Logger LOG = Logger.getLogger(KeyUses.class);
    private static final String ADD = "INSERT INTO keyring.key_use AS known (operator_id, kind, version, made, opened)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (operator_id, kind, version)"
            + " DO UPDATE SET made = known.made + excluded.made, opened = known.opened + excluded.opened";

    private final DataSource database;
    private final Map<Name, KeyUse> counted = new ConcurrentHashMap<>();

    private record Name(int operator, KeyKind kind, int version) {}

    KeyUses(DataSource database) {
        this.database = database;
    }

    KeyUse of(int operator, KeyKind kind, int version) {
        return counted.computeIfAbsent(new Name(operator, kind, version), name -> new KeyUse());
    }

    @Scheduled(every = "${shiming.vault.count-every:10s}")
    synchronized void flush() {
        counted.forEach((name, use) -> {
            long made = use.made.sumThenReset();
            long opened = use.opened.sumThenReset();
            if (made + opened > 0 && !written(name, made, opened)) {
                use.made.add(made);
                use.opened.add(opened);
            }
        });
    }

    void stop(@Observes ShutdownEvent ending) {
        flush();
    }

    private boolean written(Name name, long made, long opened) {
        try (var connection = database.getConnection();
                var add = connection.prepareStatement(ADD)) {
            add.setInt(1, name.operator);
            add.setString(2, Keyring.name(name.kind));
            add.setInt(3, name.version);
            add.setLong(4, made);
            add.setLong(5, opened);
            add.executeUpdate();
            return true;
        } catch (SQLException e) {
            LOG.warnf("uses of keys are counted later: %s", Cause.named(e));
            return false;
        }
    }
}

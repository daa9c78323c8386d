package io.shiming.running;

import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Persons who have a key and nothing else, many in little time. */
@ApplicationScoped
class PlantedKeys {
    private final PGSimpleDataSource server = new PGSimpleDataSource();
    private final Vault vault;

    PlantedKeys(
            Vault vault,
            @ConfigProperty(name = "shiming.test.superuser.url") String url,
            @ConfigProperty(name = "shiming.test.superuser.password") String password) {
        this.vault = vault;
        server.setURL(url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true");
        server.setUser("postgres");
        server.setPassword(password);
    }

    /** So many persons of the operator; whoever is registered next has a greater id than they. */
    void plant(int operator, int many) throws SQLException {
        try (var connection = server.getConnection();
                var next = connection.createStatement();
                var insert = connection.prepareStatement("INSERT INTO keyring.person_key (person_id, operator_id,"
                        + " operator_key_version, wrapped, commit_key) VALUES (?, ?, ?, ?, ?)")) {
            var row = next.executeQuery("SELECT nextval('registry.person_person_id_seq')");
            row.next();
            long first = row.getLong(1) + 10_000; // sessions hold some ids of their own
            next.execute("SELECT setval('registry.person_person_id_seq', " + (first + many) + ")");
            connection.setAutoCommit(false);
            for (long person = first; person < first + many; person++) {
                var key = vault.newPersonKey(operator, person);
                insert.setLong(1, person);
                insert.setInt(2, operator);
                insert.setInt(3, key.operatorKeyVersion());
                insert.setBytes(4, key.wrapped());
                insert.setBytes(5, key.commitmentKey());
                insert.addBatch();
                if (person % 1000 == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }
}

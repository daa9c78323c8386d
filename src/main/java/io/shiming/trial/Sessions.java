package io.shiming.trial;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.ds.PGSimpleDataSource;

/** The way into the server on this port: who connects as which role, with which password. */
record Sessions(int port, Secrets secrets) {
    private static final Duration LOGIN_WITHIN = Duration.ofSeconds(5);

    Connection open(String database, String role) throws SQLException {
        var server = new PGSimpleDataSource(); // a packaged application's class loader hides drivers from DriverManager
        server.setURL(url(database));
        server.setLoginTimeout((int) LOGIN_WITHIN.toSeconds());
        return server.getConnection(role, secrets.password(role));
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Map<String, String> settings() {
        var handedOver = new TreeMap<String, String>();
        pool(handedOver, "quarkus.datasource.", "jdbc.url", "shiming_service");
        pool(handedOver, "quarkus.datasource.sequencer.", "jdbc.url", "shiming_sequencer");
        pool(handedOver, "quarkus.datasource.keyring.", "jdbc.url", "shiming_keyring");
        pool(handedOver, "quarkus.flyway.", "jdbc-url", DatabaseRoles.OWNER);
        handedOver.put("shiming.database.migrate-at-start", "true");
        return handedOver;
    }

    private void pool(Map<String, String> handedOver, String prefix, String address, String role) {
        handedOver.put(prefix + address, url(DatabaseRoles.DATABASE));
        handedOver.put(prefix + "username", role);
        handedOver.put(prefix + "password", secrets.password(role));
    }
}

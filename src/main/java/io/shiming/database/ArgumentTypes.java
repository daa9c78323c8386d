package io.shiming.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The types of a function's arguments, read from the catalogue once in the life of the process. A null needs its type
 * said: without it, the driver asks the server to describe the statement each time, and cannot keep it prepared.
 */
final class ArgumentTypes {
    private static final Map<String, Map<String, String>> KNOWN = new ConcurrentHashMap<>();
    private static final String READ = """
            SELECT a.name, t.typname
              FROM pg_proc p, unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) AS a (name, type)
              JOIN pg_type t ON t.oid = a.type
             WHERE p.oid = ?::regproc
            """;

    private ArgumentTypes() {}

    /** The type of each argument by its name, as the catalogue names it. */
    static Map<String, String> of(String function, Connection connection) throws SQLException {
        var known = KNOWN.get(function);
        if (known == null) {
            known = read(function, connection);
            KNOWN.put(function, known);
        }
        return known;
    }

    private static Map<String, String> read(String function, Connection connection) throws SQLException {
        var types = new HashMap<String, String>();
        try (var statement = connection.prepareStatement(READ)) {
            statement.setString(1, function);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    types.put(row.getString(1), row.getString(2));
                }
            }
        }
        return Map.copyOf(types);
    }
}

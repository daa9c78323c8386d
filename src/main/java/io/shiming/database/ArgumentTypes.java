package io.shiming.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The types of a function's arguments, read from the catalogue once in the life of the process. A null needs its type
 * said: without it, the driver asks the server to describe the statement each time, and cannot keep it prepared.
 *
 * <p>Of several functions of one name, the one is meant that the server picks for these arguments: it has them all, and
 * the fewest beside them.
 */
final class ArgumentTypes {
    private static final Map<Call, Map<String, String>> KNOWN = new ConcurrentHashMap<>();
    private static final String READ = """
            SELECT a.name, t.typname
              FROM (SELECT p.proargnames[1:p.pronargs] AS names, p.proargtypes::oid[] AS types
                      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                     WHERE n.nspname || '.' || p.proname = ? AND p.proargnames[1:p.pronargs] @> ?
                     ORDER BY p.pronargs LIMIT 1) picked, unnest(picked.names, picked.types) AS a (name, type)
              JOIN pg_type t ON t.oid = a.type
            """;

    private ArgumentTypes() {}

    private record Call(String function, List<String> names) {}

    /** The type of each argument by its name, as the catalogue names it, for a call with arguments of these names. */
    static Map<String, String> of(String function, List<String> names, Connection connection) throws SQLException {
        var call = new Call(function, List.copyOf(names));
        var known = KNOWN.get(call);
        if (known == null) {
            known = read(call, connection);
            KNOWN.put(call, known);
        }
        return known;
    }

    private static Map<String, String> read(Call call, Connection connection) throws SQLException {
        var types = new HashMap<String, String>();
        try (var statement = connection.prepareStatement(READ)) {
            statement.setString(1, call.function());
            statement.setArray(2, connection.createArrayOf("text", call.names().toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    types.put(row.getString(1), row.getString(2));
                }
            }
        }
        return Map.copyOf(types);
    }
}

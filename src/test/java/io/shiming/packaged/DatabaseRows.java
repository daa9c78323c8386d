package io.shiming.packaged;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The trial's database as its administrator sees it: the rows that are there, independent of the service's answers. */
public final class DatabaseRows implements AutoCloseable {
    private final Connection superuser;

    private DatabaseRows(Connection superuser) {
        this.superuser = superuser;
    }

    public static DatabaseRows of(PackagedService service) throws IOException, SQLException {
        var passwords = new Properties();
        passwords.load(new StringReader(Files.readString(service.trial().resolve("passwords.properties"))));
        String url = "jdbc:postgresql://127.0.0.1:" + service.postgres().port() + "/shiming?connectTimeout=10";
        return new DatabaseRows(DriverManager.getConnection(url, "postgres", passwords.getProperty("postgres")));
    }

    /** The database at this address. */
    static DatabaseRows at(String jdbcUrl, String password) throws SQLException {
        return new DatabaseRows(DriverManager.getConnection(jdbcUrl, "postgres", password));
    }

    public long count(String sql) throws SQLException {
        return Long.parseLong(texts(sql).get(0));
    }

    /** The first column of every row. */
    public List<String> texts(String sql) throws SQLException {
        try (var statement = superuser.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) texts.add(rows.getString(1));
            return texts;
        }
    }

    public void run(String sql) throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        superuser.close();
    }
}

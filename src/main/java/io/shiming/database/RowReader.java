package io.shiming.database;

import java.sql.SQLException;

/** Makes a value of one row. */
@FunctionalInterface
public interface RowReader<T> {
    /** Reads the columns it needs; the row is gone afterwards. */
    T read(Row row) throws SQLException;
}

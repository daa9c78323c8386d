package io.shiming.vault;

import io.shiming.vault.suite.Framing;
import io.shiming.vault.suite.Suite;

/**
 * Where a sealed value lies. It is bound into the seal: moved to another operator, table, column, row or person, or to
 * another version of the row, the value no longer opens.
 *
 * @param operator the operator's id
 * @param table the table's name
 * @param column the column's name
 * @param row the row's id
 * @param person the person's id
 * @param version the row's version, from 1
 */
public record Place(int operator, String table, String column, long row, long person, int version) {

    /** What makes the field's own key from the person's key. */
    byte[] field(Suite suite) {
        return new Framing()
                .add("shiming/field/1")
                .add(suite.number())
                .add(table)
                .add(column)
                .bytes();
    }

    /** What the seal is bound to, header of the envelope included. */
    byte[] binding(byte[] header) {
        return new Framing()
                .add("shiming/place/1")
                .add(header)
                .add(operator)
                .add(table)
                .add(column)
                .add(row)
                .add(person)
                .add(version)
                .bytes();
    }
}

/**
 * One statement, one round trip: calls a function of the schema, in a transaction that the call itself is, and turns
 * the database's refusals into a type. Features keep their SQL in the migrations and their rows to themselves.
 *
 * <p>Knows no table.
 */
@NullMarked
package io.shiming.database;

import org.jspecify.annotations.NullMarked;

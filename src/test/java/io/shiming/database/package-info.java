/** Outcomes of the way to the database. */
@NullMarked
package io.shiming.database;

import org.jspecify.annotations.NullMarked;

/**
 * Machine-readable zones of travel documents (ICAO Doc 9303): read by place, checked, and compared with the printed
 * page.
 *
 * <p>Knows no issuing law; which states are accepted is decided elsewhere.
 */
@NullMarked
package io.shiming.identity.mrz;

import org.jspecify.annotations.NullMarked;

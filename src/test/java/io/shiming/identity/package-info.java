/** Outcomes of the values, on synthetic people only (regulation section 2). */
package io.shiming.identity;

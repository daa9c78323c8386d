/**
 * The edge of HTTP: strict JSON and text, checks of queries and headers, the headers of every answer, and the one
 * mapping of failures to answers.
 *
 * <p>Knows no route and no permission; a metric never carries a value of a request.
 */
@NullMarked
package io.shiming.problem.http;

import org.jspecify.annotations.NullMarked;

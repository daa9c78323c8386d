/** What a test needs to speak TLS to the service: keys made for the run, and a hello that no library sends any more. */
@NullMarked
package io.shiming.connection;

import org.jspecify.annotations.NullMarked;

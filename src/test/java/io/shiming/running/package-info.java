/**
 * The whole service over HTTP, on a real PostgreSQL, with the trial's issuer and authority beside it. One database, one
 * start of the service for all tests of a run: every test brings its own people, numbers and keys.
 */
package io.shiming.running;

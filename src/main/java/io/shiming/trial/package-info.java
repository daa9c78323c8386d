/**
 * Stand-ins for what an operator has and a newcomer has not: a database server, a token issuer, the identity authority.
 * They let one command start the whole service on one machine, with real durability and real protocols.
 *
 * <p>Every stand-in listens on loopback only, keeps its secrets in files that only the owner can read, and refuses to
 * start in production. Knows nothing of the service: it hands over addresses and passwords as settings, nothing else. Only
 * {@link SyntheticPeople} know how the service seals and indexes a person, and which rows it keeps.
 */
@NullMarked
package io.shiming.trial;

import org.jspecify.annotations.NullMarked;

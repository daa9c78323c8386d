package io.shiming.audit;

import java.util.Optional;

/**
 * The person or the service that answers for an act. Every value is an opaque reference that means nothing outside the
 * operator's own directory, at most 200 characters without control characters; never a person's name or number.
 */
public interface Accountable {
    /** The operator acted for; 0 is the host of the deployment itself. */
    int operator();

    /** The system that sent the request. */
    String client();

    /** The staff member, or the system itself where no person acts. */
    String actor();

    /** The role in which it was done. */
    String role();

    /** The dealer that the actor works for. */
    Optional<String> dealer();

    /** The shop it was done in. */
    Optional<String> store();

    /** The till or reader it was done with. */
    Optional<String> terminal();

    /** The network address the request came from (the "where" of Order 24 article 13 item 6). */
    Optional<String> address();
}

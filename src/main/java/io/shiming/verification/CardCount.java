package io.shiming.verification;

import java.util.OptionalInt;

/**
 * The national mechanism that counts a person's mobile cards before one more is opened (Anti-Telecom and Online Fraud Law
 * article 10 paragraph 3; MIIT opinions of 2016-11: nationwide within an operator).
 */
public interface CardCount {
    /** Whether there is a hub to ask; without one the operator's own count decides alone. */
    boolean connected();

    /**
     * Asks, and waits for a bounded time. Call it with no transaction open and no connection held. Never throws: trouble
     * of any kind is an empty answer, and no card is opened on one.
     */
    OptionalInt ask(CardQuestion question);
}

package io.shiming.lookup;

import io.shiming.audit.Receipt;

/** What a call about a person is answered with when it is not refused: the thing itself, or what it waits for. */
sealed interface LookupOutcome permits LookupAnswer, MatchAnswer, WaitingAnswer {
    /** The entry that tells of the call. */
    Receipt receipt();
}

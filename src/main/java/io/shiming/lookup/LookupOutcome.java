package io.shiming.lookup;

import io.shiming.audit.Receipted;

/** What a call about a person is answered with when it is not refused: the thing itself, or what it waits for. */
sealed interface LookupOutcome extends Receipted permits LookupAnswer, MatchAnswer, WaitingAnswer {}

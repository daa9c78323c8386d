package io.shiming.lookup;

import io.shiming.access.policy.Attribute;
import io.shiming.audit.Receipt;
import java.util.Map;

/**
 * Yes or no for each attribute asked about; no for all of them where no person is found.
 *
 * @param matches by attribute
 * @param receipt the audit entry of this comparison
 */
record MatchAnswer(Map<Attribute, Boolean> matches, Receipt receipt) implements LookupOutcome {}

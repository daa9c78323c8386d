package io.shiming.problem;

import java.util.List;

/**
 * What an applicant is told with a refusal that he or she can act on: why, what to do, which papers to bring.
 *
 * <p>Source of the duty: Anti-Telecom and Online Fraud Law, article 32 paragraph 3.
 *
 * @param reason why it was refused, in a sentence the clerk can read out
 * @param remedy what the applicant can do
 * @param documentsNeeded the documents to bring, may be empty
 */
public record Help(String reason, String remedy, List<String> documentsNeeded) {}

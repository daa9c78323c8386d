package io.shiming.vault;

/**
 * What a batch of a rotation did.
 *
 * @param last the last person looked at; the next batch begins behind it
 * @param seen rows looked at; fewer than asked for means that the pass is over
 * @param damaged those of them that did not open and were left as they are
 */
public record BatchResult(long last, int seen, int damaged) {}

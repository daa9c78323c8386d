package io.shiming.registration;

/**
 * A counter at which a decoy is planted.
 *
 * @param clerk an enrolled member of staff without a token, see {@link Decoys#clerk}
 * @param address where calls of this counter come from
 */
public record DecoyCounter(
        int operator,
        String client,
        String clerk,
        String dealer,
        String store,
        String terminal,
        String noticeVersion,
        String noticeLanguage,
        String address) {}

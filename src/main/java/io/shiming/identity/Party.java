package io.shiming.identity;

/** A person beside the subscriber of a registration, in one role. */
public record Party(PartyRole role, CompanionRecord person) {}

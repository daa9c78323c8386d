package io.shiming.trial;

import java.nio.file.Path;

/**
 * Where a trial lives and listens. A port of 0 means any free one; a taken issuer, authority or hub port is replaced by
 * a free one, a taken database port stops the start.
 *
 * @param directory everything the trial keeps is in it; delete it to begin again
 */
public record TrialPlan(Path directory, int issuerPort, int authorityPort, int hubPort, int databasePort) {}

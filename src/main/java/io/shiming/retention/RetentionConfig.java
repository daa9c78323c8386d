package io.shiming.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** When the erasing is done; how long data are kept is the law's and no setting. */
@ConfigMapping(prefix = "shiming.retention")
interface RetentionConfig {
    /** Time between two rounds; {@code off} leaves it to other instances. */
    @WithDefault("1h")
    String every();

    /** Time between two rounds that end what was begun and forget spent keys; goes on where erasures are ordered by people. */
    @WithDefault("1h")
    String finishEvery();

    /** How many persons one round erases for an operator. */
    @WithDefault("500")
    @Min(1)
    int batch();

    /** How long one instance has for the keys it took before another one may take them. */
    @WithDefault("10m")
    Duration taken();
}

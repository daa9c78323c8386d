package io.shiming.evidence;

import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * Which warnings of a decoder mean that a part of the picture is missing. The decoder of the platform (libjpeg) reports
 * its first warning only, in English.
 */
final class DecoderWarnings implements IIOReadWarningListener {
    /**
     * The picture was whole when these bytes came: they stand before the end marker or the next scan. Before a restart
     * marker (D0 to D7) a part of the picture is still to come, and a later warning about it would not be reported.
     */
    private static final Pattern HARMLESS =
            Pattern.compile("Corrupt JPEG data: [0-9]+ extraneous bytes before marker 0x(?!d[0-7])[0-9a-f]{2}"
                    + "|Invalid SOS parameters for sequential JPEG"
                    + "|Unknown Adobe color transform code [0-9]+");

    private boolean damaged;

    @Override
    public void warningOccurred(@Nullable ImageReader source, String warning) {
        damaged |= !HARMLESS.matcher(warning).matches();
    }

    /** Refuses a picture that cannot be seen whole. */
    void mustBeHarmless() {
        if (damaged) {
            throw PictureLimits.refused();
        }
    }
}

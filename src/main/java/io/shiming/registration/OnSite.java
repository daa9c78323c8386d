package io.shiming.registration;

import io.shiming.identity.Evidence;
import io.shiming.identity.PersonMatch;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Whether the person at the counter is the document's holder. For a mobile number a photo is taken (MIIT opinions of
 * 2016-11) and faces are compared (MIIT notice of 2019); where that cannot decide, a second member of staff does.
 */
final class OnSite {
    private OnSite() {}

    static Evidence evidence(SigningRequest request, ServiceType service, @Nullable String reviewer) {
        var photo = request.livePhoto() == null ? null : Given.reference(request.livePhoto(), Code.LIVE_PHOTO_REQUIRED);
        var match = match(request.match());
        if (match != null && match.failed()) {
            throw Problem.of(Code.IMPERSONATION);
        }
        if (service.isCard()) {
            mustBeSeen(photo, match, reviewer);
        }
        return new Evidence(reviewer, photo, match);
    }

    private static void mustBeSeen(@Nullable String photo, @Nullable PersonMatch match, @Nullable String reviewer) {
        if (photo == null) {
            throw Problem.of(Code.LIVE_PHOTO_REQUIRED);
        }
        if (match == null) {
            throw Problem.of(Code.FACE_MATCH_REQUIRED);
        }
        if (!match.passedByFace() && reviewer == null) {
            throw Problem.of(Code.SECOND_REVIEWER_REQUIRED);
        }
    }

    private static @Nullable PersonMatch match(SigningRequest.@Nullable Match given) {
        return given == null ? null : PersonMatch.of(given.by(), given.result(), given.vendor(), given.score());
    }
}

package io.shiming.registration.application;

import io.shiming.identity.OnSiteEvidence;
import io.shiming.identity.PersonMatch;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Whether the person at the counter is the document's holder. For a mobile number a photo is taken (MIIT opinions of
 * 2016-11) and faces are compared (MIIT notice of 2019); where that cannot decide, a second member of staff does.
 */
public final class OnSiteRules {
    private OnSiteRules() {}

    static OnSiteEvidence evidence(
            SigningRequest request, ServiceType service, @Nullable String reviewer, ReviewReasons reviewReasons) {
        var photo = request.livePhoto() == null
                ? null
                : RequestText.reference(request.livePhoto(), "/livePhoto", Code.LIVE_PHOTO_REQUIRED);
        var match = match(request.match());
        if (match != null && match.failed()) {
            throw Problem.of(Code.IMPERSONATION);
        }
        if (service.isCard()) {
            mustBeSeen(photo, match, reviewReasons);
        }
        return new OnSiteEvidence(reviewer, photo, match);
    }

    private static void mustBeSeen(@Nullable String photo, @Nullable PersonMatch match, ReviewReasons reviewReasons) {
        if (photo == null) {
            throw Problem.of(Code.LIVE_PHOTO_REQUIRED);
        }
        mustBeCompared(match, reviewReasons);
    }

    /** A person who wants to know, or to change, what is registered is compared as at an opening. No photo is kept. */
    public static void mustBeHolder(SigningRequest.@Nullable Match given, ReviewReasons reviewReasons) {
        var match = match(given);
        if (match != null && match.failed()) {
            throw Problem.of(Code.IMPERSONATION);
        }
        mustBeCompared(match, reviewReasons);
    }

    private static void mustBeCompared(@Nullable PersonMatch match, ReviewReasons reviewReasons) {
        if (match == null) {
            throw Problem.of(Code.FACE_MATCH_REQUIRED);
        }
        if (!match.passedByFace()) {
            reviewReasons.add(ReviewReasons.NOT_SEEN_BY_DEVICE);
        }
    }

    private static @Nullable PersonMatch match(SigningRequest.@Nullable Match given) {
        return given == null
                ? null
                : Problem.at("/match", () -> PersonMatch.of(given.by(), given.result(), given.vendor(), given.score()));
    }
}

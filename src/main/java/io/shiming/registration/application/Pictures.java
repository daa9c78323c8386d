package io.shiming.registration.application;

import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.problem.UuidText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The images that an application names: which of them the service keeps itself, and whether it may use them. */
public final class Pictures {
    private static final int MOST_COPIES = 8;

    private final List<UUID> ids = new ArrayList<>();
    private final boolean archived;
    private final boolean photo;

    private Pictures(@Nullable String livePhoto, List<String> copies) {
        var kept = livePhoto == null ? Optional.<UUID>empty() : UuidText.asWritten(livePhoto);
        photo = kept.isPresent();
        archived = livePhoto != null && !photo;
        kept.ifPresent(ids::add);
        copies.forEach(copy -> ids.add(id(copy)));
    }

    /** What a request names; refuses with EVIDENCE_NOT_USABLE what can be no id, or comes twice. */
    static Pictures of(SigningRequest request) {
        var copies = request.copies() == null ? List.<String>of() : request.copies();
        if (copies.size() > MOST_COPIES) {
            throw Problem.of(Code.OUT_OF_RANGE).at("/copies");
        }
        var pictures = new Pictures(request.livePhoto(), copies);
        if (new HashSet<>(pictures.ids).size() < pictures.ids.size()) {
            throw Problem.of(Code.EVIDENCE_NOT_USABLE);
        }
        return pictures;
    }

    /** Images named for another end than a signing. */
    public static UUID[] kept(@Nullable List<String> ids) {
        if (ids == null) {
            return new UUID[0];
        }
        if (ids.size() > MOST_COPIES) {
            throw Problem.of(Code.OUT_OF_RANGE).at("/refusal/evidence");
        }
        return ids.stream().map(Pictures::id).distinct().toArray(UUID[]::new);
    }

    private static UUID id(@Nullable String text) {
        return Optional.ofNullable(text)
                .flatMap(UuidText::asWritten)
                .orElseThrow(() -> Problem.of(Code.EVIDENCE_NOT_USABLE));
    }

    /** In the order in which they are kept: the photo first. */
    public UUID[] ids() {
        return ids.toArray(UUID[]::new);
    }

    /** Refuses with EVIDENCE_NOT_USABLE what the database does not offer for this. */
    public void mustBeAmong(UsablePictures usable) {
        for (int i = 0; i < ids.size(); i++) {
            usable.mustHave(ids.get(i), photo && i == 0 ? "photo" : "copy");
        }
        if (archived && !usable.ownArchive()) {
            throw Problem.of(Code.EVIDENCE_NOT_USABLE);
        }
    }
}

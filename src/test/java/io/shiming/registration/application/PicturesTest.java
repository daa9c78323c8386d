package io.shiming.registration.application;

import static io.shiming.identity.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.fixture.RequestForm;
import io.shiming.problem.Code;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("N-6")
class PicturesTest {
    private static final UUID PHOTO = new UUID(1, 1);
    private static final UUID COPY = new UUID(1, 2);

    @Test
    void thePhotoStandsBeforeTheCopies() {
        assertThat(of(PHOTO.toString(), List.of(COPY.toString())).ids()).containsExactly(PHOTO, COPY);
        assertThat(of(null, List.of(COPY.toString())).ids()).containsExactly(COPY);
        assertThat(of(null, null).ids()).isEmpty();
    }

    @Test
    void anApplicationNamesEightCopiesAtMost() {
        assertThat(of(null, ids(8)).ids()).hasSize(8);
        assertThat(refusalOf(() -> of(null, ids(9)))).isEqualTo(Code.OUT_OF_RANGE);
    }

    @Test
    void anImageIsNamedOnce() {
        var copy = COPY.toString();
        assertThat(refusalOf(() -> of(null, List.of(copy, copy)))).isEqualTo(Code.EVIDENCE_NOT_USABLE);
        assertThat(refusalOf(() -> of(copy, List.of(copy)))).isEqualTo(Code.EVIDENCE_NOT_USABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COPY-1", "", "0000000A-0000-0001-0000-000000000002"})
    void aCopyIsAnImageThatIsKeptHere(String text) {
        assertThat(refusalOf(() -> of(null, List.of(text)))).isEqualTo(Code.EVIDENCE_NOT_USABLE);
        assertThat(refusalOf(() -> Pictures.kept(List.of(text)))).isEqualTo(Code.EVIDENCE_NOT_USABLE);
    }

    @Test
    void aCopyThatIsNotNamedIsNone() {
        assertThat(refusalOf(() -> of(null, Collections.singletonList(null)))).isEqualTo(Code.EVIDENCE_NOT_USABLE);
    }

    @Test
    void aPhotoThatIsNotKeptHereBelongsToAnArchiveOfTheOperators() {
        var archived = of("PHOTO-1", null);
        assertThat(archived.ids()).isEmpty();
        archived.mustBeAmong(new UsablePictures(true, List.of()));
        assertThat(refusalOf(() -> archived.mustBeAmong(new UsablePictures(false, List.of()))))
                .isEqualTo(Code.EVIDENCE_NOT_USABLE);
        of(null, null).mustBeAmong(new UsablePictures(false, List.of()));
    }

    @Test
    void onlyWhatIsUsableIsUsedAndAsWhatItIs() {
        var pictures = of(PHOTO.toString(), List.of(COPY.toString()));
        pictures.mustBeAmong(new UsablePictures(false, List.of(kept(COPY, "copy"), kept(PHOTO, "photo"))));
        for (var offered : List.of(
                List.of(kept(PHOTO, "photo")),
                List.of(kept(COPY, "copy")),
                List.of(kept(PHOTO, "copy"), kept(COPY, "copy")),
                List.of(kept(PHOTO, "photo"), kept(COPY, "photo")))) {
            assertThat(refusalOf(() -> pictures.mustBeAmong(new UsablePictures(false, offered))))
                    .isEqualTo(Code.EVIDENCE_NOT_USABLE);
        }
        var copyOnly = of(null, List.of(COPY.toString()));
        assertThat(refusalOf(() -> copyOnly.mustBeAmong(new UsablePictures(false, List.of(kept(COPY, "photo"))))))
                .isEqualTo(Code.EVIDENCE_NOT_USABLE);
    }

    @Test
    void imagesForAnotherEndAreEightAtMostAndEachOnce() {
        assertThat(Pictures.kept(null)).isEmpty();
        assertThat(Pictures.kept(List.of(COPY.toString(), COPY.toString()))).containsExactly(COPY);
        assertThat(Pictures.kept(ids(8))).hasSize(8);
        assertThat(refusalOf(() -> Pictures.kept(ids(9)))).isEqualTo(Code.OUT_OF_RANGE);
    }

    @Test
    void whatTheDatabaseOffersIsReadInTheOrderThatIsAskedFor() {
        var usable = UsablePictures.read("""
                {"ownArchive": true, "usable": [
                  {"id": "%s", "kind": "copy", "hash": "h2", "takenAt": "t2"},
                  {"id": "%s", "kind": "photo", "hash": "h1", "takenAt": "t1"}]}""".formatted(COPY, PHOTO));
        assertThat(usable.ownArchive()).isTrue();
        var inOrder = usable.inOrder(new UUID[] {PHOTO, COPY});
        assertThat(inOrder).extracting(UsablePictures.Kept::id).containsExactly(PHOTO, COPY);
        assertThat(inOrder.get(0).columns())
                .hasSize(4)
                .containsEntry("evidence", PHOTO.toString())
                .containsEntry("kind", "photo")
                .containsEntry("sealedHash", "h1")
                .containsEntry("takenAt", "t1");
        assertThat(refusalOf(() -> usable.inOrder(new UUID[] {new UUID(9, 9)}))).isEqualTo(Code.EVIDENCE_NOT_USABLE);
    }

    private static Pictures of(@Nullable String photo, @Nullable List<String> copies) {
        return Pictures.of(
                Counter.request(RequestForm.empty().with("livePhoto", photo).with("copies", copies)));
    }

    private static List<String> ids(int count) {
        return LongStream.range(0, count)
                .mapToObj(id -> new UUID(7, id).toString())
                .toList();
    }

    private static UsablePictures.Kept kept(UUID id, String kind) {
        return new UsablePictures.Kept(id, kind, "h", "t");
    }
}

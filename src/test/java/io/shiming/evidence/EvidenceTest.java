package io.shiming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.access.KeptKeys;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos and copies, from the counter into a registration. */
@QuarkusTest
@DisplayName("what is seen at the counter is kept")
class EvidenceTest {
    private static final String JPEG = "image/jpeg";
    private static final String UNKNOWN = "01890000-0000-7000-8000-000000000000";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    KeptKeys keys;

    @Inject
    TestClock clock;

    @AfterEach
    void asBefore() {
        clock.beRight();
        superuser.run("UPDATE registry.operator SET own_photo_archive = true");
    }

    @Test
    @DisplayName("a photo taken on site is kept, sealed, and belongs to the registration")
    @Tag("N-6")
    void aPhotoTakenOnSiteIsKeptWithTheRegistration() {
        var photo = EvidenceForms.photo(callers.clerk());
        var registration = callers.clerk()
                .sign(RegistrationForms.mobile().with("livePhoto", photo))
                .mustBe(201)
                .registration();
        assertThat(superuser.texts(
                        "SELECT e.kind || e.ordinal FROM registry.evidence e JOIN registry.registration r"
                                + " USING (person_id, registration_id) WHERE r.public_id = ?::uuid",
                        registration))
                .containsExactly("photo1");
    }

    @Test
    @DisplayName("an operator without an archive of its own has its photos kept here, and nowhere else")
    @Tag("N-6")
    void aReferenceIsNoPhotoWhereTheOperatorHasNoArchive() {
        superuser.run("UPDATE registry.operator SET own_photo_archive = false");
        callers.clerk()
                .sign(RegistrationForms.mobile())
                .mustRefuse(422, "EVIDENCE_NOT_USABLE")
                .mustHelp();
        callers.clerk()
                .sign(RegistrationForms.mobile().with("livePhoto", EvidenceForms.photo(callers.clerk())))
                .mustBe(201);
    }

    @Test
    @DisplayName("one photo, one application")
    @Tag("N-6")
    void aPhotoServesOneApplicationOnly() {
        var photo = EvidenceForms.photo(callers.clerk());
        callers.clerk()
                .sign(RegistrationForms.mobile().with("livePhoto", photo))
                .mustBe(201);
        callers.clerk()
                .sign(RegistrationForms.mobile().with("livePhoto", photo))
                .mustRefuse(422, "EVIDENCE_NOT_USABLE")
                .mustHelp();
    }

    @Test
    @DisplayName("of many at once that name one photo, one is signed")
    @Tag("N-6")
    void underAnyConcurrencyAPhotoIsUsedOnce() {
        var photo = EvidenceForms.photo(callers.clerk());
        var codes = InParallel.run(8, caller -> callers.clerk()
                .sign(RegistrationForms.mobile().with("livePhoto", photo))
                .status());
        assertThat(codes).containsOnlyOnce(201).contains(422);
        assertThat(superuser.number(
                        "SELECT count(*) FROM keyring.attached_key a JOIN registry.evidence e ON e.evidence_id = a.key_id"
                                + " WHERE e.public_id = ?::uuid",
                        photo))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("a photo of another operator, or another dealer, is none")
    @Tag("N-6")
    void aPhotoTakenElsewhereIsRefused() {
        var ridge = EvidenceForms.photo(callers.named("clerk-1-ridge"));
        callers.clerk()
                .sign(RegistrationForms.mobile().with("livePhoto", ridge))
                .mustRefuse(422, "EVIDENCE_NOT_USABLE");
        var own = EvidenceForms.photo(callers.clerk());
        superuser.run("UPDATE registry.evidence SET dealer_code = 'D-199' WHERE public_id = '" + own + "'");
        callers.clerk().sign(RegistrationForms.mobile().with("livePhoto", own)).mustRefuse(422, "EVIDENCE_NOT_USABLE");
    }

    @Test
    @DisplayName("a photo that was not taken, and one of long ago")
    @Tag("N-6")
    void aPhotoThatWasNotTakenNowIsRefused() {
        callers.clerk()
                .sign(RegistrationForms.mobile().with("livePhoto", UNKNOWN))
                .mustRefuse(422, "EVIDENCE_NOT_USABLE");
        var photo = EvidenceForms.photo(callers.clerk());
        clock.moveBy(Duration.ofMinutes(121));
        var late = RegistrationForms.mobile().with("livePhoto", photo);
        callers.clerk().sign(late).mustRefuse(422, "EVIDENCE_NOT_USABLE").mustHelp();
    }

    @Test
    @DisplayName("a copy is no photo, and a photo no copy")
    @Tag("N-6")
    void aCopyIsNoPhoto() {
        var copy = EvidenceForms.copy(callers.clerk());
        var photo = EvidenceForms.photo(callers.clerk());
        callers.clerk().sign(RegistrationForms.mobile().with("livePhoto", copy)).mustRefuse(422, "EVIDENCE_NOT_USABLE");
        callers.clerk()
                .sign(RegistrationForms.mobile().with("copies", List.of(photo)))
                .mustRefuse(422, "EVIDENCE_NOT_USABLE");
        callers.clerk()
                .sign(RegistrationForms.mobile().with("livePhoto", photo).with("copies", List.of(copy)))
                .mustBe(201);
    }

    @Test
    void invalidListOfCopiesIsRefused() {
        var copy = EvidenceForms.copy(callers.clerk());
        var twice = RegistrationForms.mobile().with("copies", List.of(copy, copy));
        callers.clerk().sign(twice).mustRefuse(422, "EVIDENCE_NOT_USABLE");
        callers.clerk()
                .sign(RegistrationForms.mobile().with("copies", List.of("x")))
                .mustRefuse(422, "EVIDENCE_NOT_USABLE");
        var many = Stream.generate(() -> UNKNOWN).limit(9).toList();
        callers.clerk().sign(RegistrationForms.mobile().with("copies", many)).mustRefuse(400, "OUT_OF_RANGE");
    }

    @Test
    @DisplayName("an image of a document without a consent of its own")
    @Tag("G-1")
    @Tag("PI-29")
    void aCopyIsSensitiveToo() {
        var form = RegistrationForms.fixed().with("copies", List.of(EvidenceForms.copy(callers.clerk())));
        callers.clerk().sign(form).mustRefuse(422, "SEPARATE_CONSENT_REQUIRED").mustAdvise();
        callers.clerk().sign(form.with("notice.separateConsent", true)).mustBe(201);
    }

    @ParameterizedTest
    @DisplayName("a copy says whose it is, what for, and of which day")
    @ValueSource(
            strings = {
                "?kind=copy",
                "?kind=copy&operator=harbour-telecom&purpose=REGISTRATION",
                "?kind=copy&operator=harbour-telecom&date=TODAY",
                "?kind=copy&purpose=REGISTRATION&date=TODAY",
                "?kind=copy&operator=ridge-mobile&purpose=REGISTRATION&date=TODAY",
                "?kind=copy&operator=harbour-telecom&purpose=MARKETING&date=TODAY",
                "?kind=copy&operator=harbour-telecom&purpose=REGISTRATION&date=2020-01-01"
            })
    @Tag("R-9c")
    void aCopyThatIsNotAnnotatedIsRefused(String query) {
        EvidenceForms.send(callers.clerk(), query.replace("TODAY", EvidenceForms.today()), JPEG, Specimen.jpeg(80, 60))
                .mustRefuse(422, "COPY_NOT_ANNOTATED")
                .mustHelp();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 422, FIELD_REQUIRED",
        "?kind=scan, 400, INVALID_ARGUMENT",
        "?kind=photo&date=x, 422, FIELD_NOT_ALLOWED"
    })
    void aQuestionThatCanBeNoneIsRefused(String query, int status, String code) {
        EvidenceForms.send(callers.clerk(), query, JPEG, Specimen.jpeg(80, 60)).mustRefuse(status, code);
    }

    static Stream<Arguments> picturesWithARest() {
        return Specimen.takenWithoutTheRest().entrySet().stream()
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @Tag("case-B9")
    @ParameterizedTest(name = "{0}")
    @MethodSource("picturesWithARest")
    void bytesThatAreNotThePicturesAreDroppedUnread(String what, byte[] file) {
        EvidenceForms.send(callers.clerk(), "?kind=photo", what.contains("png") ? "image/png" : JPEG, file)
                .mustBe(201);
    }

    static Stream<Arguments> noPictures() {
        return Specimen.refused().entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("b7: what is no picture")
    @MethodSource("noPictures")
    void whatIsNoPictureIsRefused(String what, byte[] file) {
        EvidenceForms.send(callers.clerk(), "?kind=photo", JPEG, file)
                .mustRefuse(422, "IMAGE_NOT_ACCEPTED")
                .mustHelp();
    }

    @ParameterizedTest
    @DisplayName("b7: what says itself that it is no picture")
    @ValueSource(strings = {"image/svg+xml", "application/pdf", "image/tiff", "application/zip", "application/json"})
    void aTypeThatIsNotTakenIsRefused(String type) {
        EvidenceForms.send(callers.clerk(), "?kind=photo", type, Specimen.jpeg(80, 60))
                .mustRefuse(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    @DisplayName("b7: five mebibytes and one byte")
    void aFileBeyondFiveMebibytesIsRefused() {
        var large = Arrays.copyOf(Specimen.jpeg(80, 60), 5 * 1024 * 1024 + 1);
        EvidenceForms.send(callers.clerk(), "?kind=photo", JPEG, large).mustRefuse(413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    @DisplayName("the same key again is the same image, and another image under it is refused")
    void aRepetitionTakesNoSecondImage() {
        var key = UUID.randomUUID().toString();
        var clerk = callers.clerk().with("Idempotency-Key", key);
        var image = Specimen.png(90, 70);
        var first = clerk.send("POST", EvidenceForms.EVIDENCE + "?kind=photo", "image/png", image)
                .mustBe(201);
        var again = clerk.send("POST", EvidenceForms.EVIDENCE + "?kind=photo", "image/png", image)
                .mustBe(201);
        assertThat(again.body()).isEqualTo(first.body());
        clerk.send("POST", EvidenceForms.EVIDENCE + "?kind=photo", "image/png", Specimen.png(91, 70))
                .mustRefuse(422, "IDEMPOTENCY_KEY_REUSED");
        callers.clerk()
                .send("POST", EvidenceForms.EVIDENCE + "?kind=photo", "image/png", image)
                .mustRefuse(400, "IDEMPOTENCY_KEY_REQUIRED");
        assertThat(superuser.number("SELECT count(*) FROM registry.evidence WHERE key = ?", keys.of("clerk-1", key)))
                .isEqualTo(1);
    }

    @Test
    @Tag("case-A7")
    void anImageMayBeCalledJpg() {
        EvidenceForms.send(callers.clerk(), "?kind=photo", "image/jpg", Specimen.jpeg(120, 90))
                .mustBe(201);
        var refused = EvidenceForms.send(callers.clerk(), "?kind=photo", "image/webp", Specimen.jpeg(120, 90))
                .mustRefuse(415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(refused.text("/message")).contains("image/jpeg", "image/png");
    }

    @Test
    void ofTwinsTheImageIsKeptOnce() {
        var key = UUID.randomUUID().toString();
        var image = Specimen.jpeg(200, 150);
        var bodies = InParallel.run(6, caller -> callers.clerk()
                .with("Idempotency-Key", key)
                .send("POST", EvidenceForms.EVIDENCE + "?kind=photo", JPEG, image)
                .mustBe(201)
                .body());
        assertThat(bodies).containsOnly(bodies.get(0));
    }

    @Test
    void everyImageAndEveryRefusalOfOneIsInTheLog() {
        var taken = EvidenceForms.send(callers.clerk(), "?kind=photo", JPEG, Specimen.jpeg(80, 60));
        assertThat(taken.headers()).contains("Audit-Entry=" + taken.text("/evidenceId"));
        assertThat(superuser.texts(
                        "SELECT act || ' ' || decision FROM audit.entry WHERE entry_id = ?::uuid",
                        taken.text("/evidenceId")))
                .containsExactly("EVIDENCE_TAKEN ALLOWED");
        long before = refusals();
        EvidenceForms.send(callers.clerk(), "?kind=photo", JPEG, new byte[] {1, 2, 3})
                .mustBe(422);
        assertThat(refusals()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("V5.2.4: a clerk who only takes photos is stopped, exactly")
    void imagesOfAClerkAreLimited() {
        var mine = superuser.texts(
                "SELECT clerk FROM registry.evidence WHERE public_id = ?::uuid", EvidenceForms.photo(ridge()));
        threeMoreAreTaken(mine.get(0), 97, "NULL");
    }

    @Test
    @DisplayName("V5.2.4: so is a store, over all its clerks")
    void imagesOfAStoreAreLimited() {
        threeMoreAreTaken("another-person", 397, "NULL");
    }

    @Test
    @DisplayName("V5.2.4: nor does a referral make room for more before the day is over")
    void whatWasReferredCountsForADay() {
        var mine = superuser.texts(
                "SELECT clerk FROM registry.evidence WHERE public_id = ?::uuid", EvidenceForms.photo(ridge()));
        threeMoreAreTaken(mine.get(0), 97, "gen_random_uuid()");
    }

    @Test
    @DisplayName("V5.2.4: and their bytes are counted too")
    void bytesOfAStoreAreLimited() {
        var photo = EvidenceForms.photo(ridge());
        long bytes = superuser.number("SELECT sum(octet_length(sealed)) FROM registry.evidence WHERE operator_id = 2"
                + " AND store_code = 'S-201' AND person_id IS NULL AND (referral_id IS NULL OR taken_at > now()"
                + " - interval '24 hours')");
        assertThat(hoarding(bytes)).isEqualTo("00000");
        assertThat(hoarding(bytes - 1)).as("one byte less, with " + photo).isEqualTo("SM042");
    }

    private String hoarding(long mostBytes) {
        return superuser.stateOf(
                "shiming_service",
                "SELECT set_config('shiming.operator', '2', true);"
                        + " SELECT registry.must_not_hoard_evidence(2::smallint, 'D-200', 'S-201', 'x', 999, 999, "
                        + mostBytes
                        + ")");
    }

    private void threeMoreAreTaken(String clerk, int already, String referral) {
        // Given
        superuser.run(
                "DELETE FROM registry.evidence WHERE operator_id = 2 AND person_id IS NULL",
                "INSERT INTO registry.evidence (evidence_id, operator_id, public_id, kind, sealed, dealer_code, store_code,"
                        + " clerk, client, key, body_digest, taken_at, leaf_hash, entry_id, row_salt, referral_id)"
                        + " SELECT -n, 2, gen_random_uuid(), 'photo', '\\x00', 'D-200', 'S-201', '" + clerk
                        + "', 'hoard',"
                        + " sha256(convert_to(n::text, 'UTF8')), '\\x00', now() - CASE WHEN n > " + already
                        + " THEN interval '25 hours' ELSE '0' END,"
                        + " '\\x00', gen_random_uuid(), uuid_send(gen_random_uuid()), CASE WHEN n > " + already
                        + " THEN gen_random_uuid() ELSE " + referral + " END"
                        + " FROM generate_series(1, " + (already + 50) + ") n");
        try {
            // When
            var answers =
                    InParallel.run(8, n -> EvidenceForms.send(ridge(), "?kind=photo", JPEG, Specimen.jpeg(80, 60)));
            // Then
            assertThat(answers).filteredOn(each -> each.status() == 201).hasSize(3);
            assertThat(answers)
                    .filteredOn(each -> each.status() != 201)
                    .hasSize(5)
                    .allSatisfy(each -> each.mustRefuse(409, "IMAGES_UNUSED").mustHelp());
        } finally {
            superuser.run("DELETE FROM registry.evidence WHERE client = 'hoard'");
        }
    }

    private ApiCaller ridge() {
        return callers.named("clerk-1-ridge");
    }

    private long refusals() {
        return superuser.number(
                "SELECT count(*) FROM audit.entry WHERE act = 'EVIDENCE_REFUSED' AND reason = 'IMAGE_NOT_ACCEPTED'");
    }

    @Test
    @DisplayName("a suspended dealer takes no images either")
    @Tag("P-11")
    void aSuspendedDealerTakesNoImages() {
        superuser.run("UPDATE registry.dealer SET status = 'SUSPENDED' WHERE dealer_code = 'D-200'");
        try {
            EvidenceForms.send(callers.named("clerk-1-ridge"), "?kind=photo", JPEG, Specimen.jpeg(80, 60))
                    .mustRefuse(403, "DEALER_SUSPENDED");
        } finally {
            superuser.run("UPDATE registry.dealer SET status = 'ACTIVE' WHERE dealer_code = 'D-200'");
        }
    }
}

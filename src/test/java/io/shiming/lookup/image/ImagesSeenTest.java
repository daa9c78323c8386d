package io.shiming.lookup.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.shiming.audit.ServiceItself;
import io.shiming.evidence.Erasing;
import io.shiming.evidence.Specimen;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.EvidenceForms;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.TestClock;
import io.shiming.registration.integrity.Sweeping;
import io.shiming.vault.KeyErasure;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may see an image, what is on it then, and where it ends. */
@QuarkusTest
@DisplayName("images through the lookup door")
class ImagesSeenTest {
    private static final String IMAGES = "/v1/lookups/images";

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Sweeping sweeping;

    @Inject
    Erasing erasing;

    @Inject
    KeyErasure erasure;

    @Inject
    TestClock clock;

    @AfterEach
    void now() {
        clock.beRight();
    }

    @Test
    @DisplayName("an image is seen with the viewer's mark, and the log has it before")
    @Tag("P-13.3")
    void anImageIsSeenWithAMarkAndInTheLog() {
        var registration = signedWithImages();
        var answer = see("auditor-1", question(registration, "photo"));
        assertThat(answer.contentType()).isEqualTo("image/jpeg");
        var seen = picture("auditor-1", question(registration, "photo"));
        assertThat(seen.getWidth()).isEqualTo(320);
        assertThat(seen.getHeight()).as("the mark stands below").isGreaterThan(240);
        var entry = answer.headers().replaceAll("(?s).*Audit-Entry=([0-9a-f-]{36}).*", "$1");
        assertThat(superuser.texts(
                        "SELECT concat_ws(' ', act, purpose, decision, registration::text) FROM audit.entry"
                                + " WHERE entry_id = ?::uuid",
                        entry))
                .containsExactly("IMAGE_SEEN COMPLIANCE_AUDIT ALLOWED " + registration);
    }

    @Test
    @DisplayName("a copy shows operator, purpose and date to every viewer")
    @Tag("R-9c")
    void aCopyIsStampedAsItIsKept() {
        var registration = signedWithImages();
        int photo = picture("auditor-1", question(registration, "photo")).getHeight();
        int copy = picture("auditor-1", question(registration, "copy")).getHeight();
        assertThat(copy).isGreaterThan(photo);
    }

    @ParameterizedTest
    @CsvSource({
        "auditor-1, CUSTOMER_SERVICE, CONTRACT, 403, PURPOSE_NOT_ALLOWED",
        "officer-1, DISPUTE, LEGAL_DUTY, 422, CASE_REQUIRED",
        "officer-1, COMPLIANCE_AUDIT, LEGAL_DUTY, 403, PURPOSE_NOT_ALLOWED",
        "auditor-1, MARKETING, CONSENT, 403, PURPOSE_NOT_ALLOWED",
        "clerk-1, CUSTOMER_SERVICE, CONTRACT, 403, PERMISSION_DENIED"
    })
    void withoutAGoodReasonNoImageIsSeen(String user, String purpose, String basis, int status, String code) {
        var question =
                question(signedWithImages(), "photo").with("purpose", purpose).with("legalBasis", basis);
        callers.named(user).post(IMAGES, question.json()).mustRefuse(status, code);
    }

    @Test
    void whatIsNotThereAndWhatIsAnotherOperatorsLookTheSame() {
        var registration = signedWithImages();
        var foreign = see("auditor-1-ridge", question(registration, "photo")).mustRefuse(404, "NOT_FOUND");
        var unknown = see("auditor-1", question("01890000-0000-7000-8000-000000000000", "photo"));
        var secondCopy = see("auditor-1", question(registration, "copy").with("number", 2));
        assertThat(foreign.appearance()).isEqualTo(unknown.appearance()).isEqualTo(secondCopy.appearance());
    }

    @Test
    void anImageIsNoFieldOfAnOrdinaryLookup() {
        var form = RegistrationForms.mobile();
        callers.clerk().sign(form).mustBe(201);
        callers.auditor()
                .lookUp(RegistrationForms.audit(form).with("fields", List.of("image")))
                .mustRefuse(400, "INVALID_ARGUMENT");
    }

    @Test
    @DisplayName("A6: an image that was swapped or taken away behind the service is found by the sweep")
    void anImageThatWasChangedIsFound() throws SQLException {
        var swapped = signedWithImages();
        var removed = signedWithImages();
        superuser.run(
                "SET session_replication_role = replica; UPDATE registry.evidence e SET sealed = '\\x00' FROM registry.registration r WHERE e.person_id ="
                        + " r.person_id AND e.ordinal = 1 AND r.public_id = '" + swapped + "'",
                "DELETE FROM registry.evidence e USING registry.registration r WHERE e.person_id = r.person_id"
                        + " AND e.ordinal = 2 AND r.public_id = '" + removed + "'");
        sweeping.pass(1);
        assertThat(findings(swapped)).isPositive();
        assertThat(findings(removed)).isPositive();
        see("auditor-1", question(swapped, "photo")).mustRefuse(500, "INTEGRITY");
        assertThat(findings(signedWithImages())).isZero();
    }

    @Test
    @DisplayName("erasing a person erases the images, each of which has a key of its own")
    @Tag("PI-28")
    void theImagesGoWithThePerson() {
        var registration = signedWithImages();
        long person =
                superuser.number("SELECT person_id FROM registry.registration WHERE public_id = ?::uuid", registration);
        assertThat(keysOfImages(person)).isEqualTo(2);
        assertThat(erasure.destroy(new ServiceItself(1, "test"), person)).isTrue();
        assertThat(keysOfImages(person)).isZero();
        see("auditor-1", question(registration, "photo")).mustRefuse(404, "NOT_FOUND");
    }

    @Test
    @DisplayName("an unused image is erased")
    @Tag("PI-19")
    void unusedImageIsErased() {
        var forgotten = EvidenceForms.photo(callers.clerk());
        var used = EvidenceForms.photo(callers.clerk());
        callers.clerk().sign(RegistrationForms.mobile().with("livePhoto", used)).mustBe(201);
        clock.moveBy(Duration.ofHours(25));
        erasing.round();
        assertThat(rows(forgotten)).isZero();
        assertThat(rows(used)).isEqualTo(1);
    }

    private long rows(String image) {
        return superuser.number("SELECT count(*) FROM registry.evidence WHERE public_id = ?::uuid", image);
    }

    private long keysOfImages(long person) {
        return superuser.number(
                "SELECT count(*) FROM registry.evidence e JOIN keyring.person_key k ON k.person_id = e.evidence_id"
                        + " WHERE e.person_id = ?",
                person);
    }

    private long findings(String registration) {
        return superuser.number(
                "SELECT count(*) FROM audit.entry WHERE act = 'INTEGRITY_FAILED' AND registration = ?::uuid",
                registration);
    }

    private String signedWithImages() {
        var form = RegistrationForms.mobile()
                .with("livePhoto", EvidenceForms.photo(callers.clerk()))
                .with("copies", List.of(EvidenceForms.copy(callers.clerk())));
        return callers.clerk().sign(form).mustBe(201).registration();
    }

    private static RequestForm question(String registration, String kind) {
        return RequestForm.empty()
                .with("registrationId", registration)
                .with("kind", kind)
                .with("purpose", "COMPLIANCE_AUDIT")
                .with("legalBasis", "LEGAL_DUTY");
    }

    private ApiReply see(String user, RequestForm question) {
        return callers.named(user).post(IMAGES, question.json());
    }

    private BufferedImage picture(String user, RequestForm question) {
        var bytes = RestAssured.given()
                .header("Authorization", "Bearer " + callers.token(user))
                .contentType("application/json")
                .body(question.json().toString())
                .post(IMAGES)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        return Specimen.read(bytes);
    }
}

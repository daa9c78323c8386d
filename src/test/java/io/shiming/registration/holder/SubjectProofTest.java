package io.shiming.registration.holder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.audit.verify.Verifier;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.lookup.OwnNumbersTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is handed to check the own part of the log without us. */
@QuarkusTest
class SubjectProofTest {
    @Inject
    ApiCallers callers;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    @DisplayName("the file tells of all that was done for and to the person, and the offline verifier proves it")
    @Tag("PI-45a")
    void aPersonTakesAwayTheOwnPartOfTheLogWithItsProofs() throws IOException {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        callers.auditor().lookUp(RegistrationForms.audit(form)).mustBe(200);
        var hold = RequestForm.empty()
                .with("registrationId", registration)
                .with("caseRef", "case-" + UUID.randomUUID().toString().substring(0, 8))
                .with("status", "HELD");
        callers.named("officer-1").keyed().put("/v1/legal-holds", hold.json()).mustBe(200);
        var query = query(form);
        var dispute = RequestForm.empty()
                .with("query", query)
                .with("registrationId", registration)
                .with("claim", "not_mine");
        callers.clerk().keyed().post("/v1/disputes", dispute.json()).mustBe(201);
        callers.clerk()
                .keyed()
                .post("/v1/consent-withdrawals", asked(query, registration).json())
                .mustBe(201);
        // When
        await().atMost(Duration.ofSeconds(20)).until(() -> isProven(proof(query, registration), 4));
        var handed = proof(query, registration).mustBe(200).mustNotTell(form.personal());
        // Then
        assertThat(verified(handed.body(), handed.text("/verifierKeys/0"))).isZero();
        assertThat(said.toString(UTF_8).lines().filter(line -> line.matches("[-0-9]+ 20.*")))
                .extracting(line -> line.split(" ")[2])
                .startsWith(
                        "REGISTRATION_SIGNED",
                        "SUBJECT_LOOKED_UP",
                        "OWN_NUMBERS_READ",
                        "DISPUTE_FILED",
                        "CONSENT_WITHDRAWN",
                        "SUBJECT_PROOF_GIVEN");
        assertThat(handed.json().at("/entryCount").asInt())
                .isEqualTo(handed.json().at("/entries").size());
    }

    @Test
    @DisplayName("an altered entry, another's entry and another key are found")
    @Tag("PI-45a")
    void anAlteredFileIsFound() throws IOException {
        // Given
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var query = query(form);
        await().atMost(Duration.ofSeconds(20)).until(() -> isProven(proof(query, registration), 0));
        var handed = proof(query, registration).mustBe(200);
        var key = handed.text("/verifierKeys/0");
        var stranger = RegistrationForms.mobile();
        var theirs = callers.clerk().sign(stranger).mustBe(201).registration();
        // Then
        assertThat(verified(handed.body(), key)).isZero();
        assertThat(verified(handed.body().replaceFirst("REGISTRATION_SIGNED", "REGISTRATION_CHANGED"), key))
                .isOne();
        assertThat(verified(
                        handed.body()
                                .replace(
                                        handed.text("/commitmentKey"),
                                        proof(query(stranger), theirs).text("/commitmentKey")),
                        key))
                .isOne();
        assertThat(verified("no file", key)).isEqualTo(2);
    }

    @Test
    @DisplayName("it is given to the proven holder only")
    @Tag("N-10")
    void aStrangerIsGivenNothing() {
        var form = RegistrationForms.mobile();
        var registration = callers.clerk().sign(form).mustBe(201).registration();
        var stranger = RegistrationForms.mobile();
        callers.clerk().sign(stranger).mustBe(201);
        proof(query(stranger), registration).mustRefuse(404, "NOT_FOUND");
        proof(UUID.randomUUID().toString(), registration).mustRefuse(404, "NOT_FOUND");
        callers.named("clerk-1-ridge")
                .post("/v1/subject-proofs", asked(query(form), registration).json())
                .mustRefuse(404, "NOT_FOUND");
    }

    private int verified(String file, String key) throws IOException {
        said.reset();
        var path = Files.writeString(directory.resolve("handed.json"), file);
        return Verifier.run(new PrintStream(said, true, UTF_8), "handed", key, path.toString());
    }

    private static boolean isProven(ApiReply handed, int entry) {
        return handed.mustBe(200).json().at("/entries/" + entry + "/proof").isTextual();
    }

    private ApiReply proof(String query, String registration) {
        return callers.clerk()
                .post("/v1/subject-proofs", asked(query, registration).json());
    }

    private static RequestForm asked(String query, String registration) {
        return RequestForm.empty().with("query", query).with("registrationId", registration);
    }

    private String query(RequestForm person) {
        return callers.clerk()
                .post(
                        OwnNumbersTest.OWN_NUMBERS,
                        OwnNumbersTest.question(person.with("match.result", "pass"))
                                .json())
                .mustBe(200)
                .auditEntry();
    }
}

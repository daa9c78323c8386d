package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.Dealership;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.Superuser;
import io.shiming.fixture.UsedWindows;
import io.shiming.lookup.OwnNumbersTest;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A colleague's token stands for one request of the same store, by a colleague who may act there. */
@QuarkusTest
@Tag("FA-1")
@DisplayName("the second reviewer")
@Tag("case-C3")
class SecondReviewerTest {
    /** As many as {@code %test} allows. */
    private static final int PACE = 100_000;

    /** Of the curve of ES256 (SEC 2, secp256r1). */
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    private Dealership shop;
    private String colleague;

    @BeforeEach
    void aStoreWithTwoClerks() {
        shop = Dealership.of(callers);
        colleague = "colleague-" + UUID.randomUUID();
        shop.put("clerks/" + colleague, shop.enrolment()).mustBe(200);
    }

    @Test
    void aColleagueOfTheStoreStandsForOneRequest() {
        // Given
        var token = token(colleague, shop.store);
        var form = doubtful();
        var key = UUID.randomUUID().toString();
        // When
        var first = beside(token).sign(key, form).mustBe(201);
        // Then
        assertThat(beside(token).sign(key, form).mustBe(201).registration()).isEqualTo(first.registration());
        beside(token)
                .sign(doubtful())
                .mustRefuse(409, "SECOND_REVIEWER_TOKEN_USED")
                .mustAdvise();
        beside(token(colleague, shop.store)).sign(doubtful()).mustBe(201);
    }

    @Test
    void aTokenWithTheOtherSignatureOfItsKeyIsTheSameToken() {
        // Given: of (r, s) and (r, n - s) each verifies where the other does
        var token = token(colleague, shop.store);
        var other = otherSignature(token);
        assertThat(other).isNotEqualTo(token);
        // When
        beside(token).sign(doubtful()).mustBe(201);
        // Then
        beside(other).sign(doubtful()).mustRefuse(409, "SECOND_REVIEWER_TOKEN_USED");
        beside(otherSignature(token(colleague, shop.store))).sign(doubtful()).mustBe(201);
    }

    @Test
    void ofSixtyRequestsAtOnceWithOneTokenOneIsServed() {
        var token = token(colleague, shop.store);
        var answers = InParallel.run(60, n -> beside(token).sign(doubtful()));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> answer.mustRefuse(409, "SECOND_REVIEWER_TOKEN_USED"));
    }

    @Test
    void aTokenForASigningIsNoneForTheOwnNumbers() {
        var token = token(colleague, shop.store);
        beside(token).sign(doubtful()).mustBe(201);
        var question = OwnNumbersTest.question(RegistrationForms.mobile()).with("match.result", "manual");
        beside(token).post(OwnNumbersTest.OWN_NUMBERS, question.json()).mustRefuse(409, "SECOND_REVIEWER_TOKEN_USED");
        beside(token(colleague, shop.store))
                .post(OwnNumbersTest.OWN_NUMBERS, question.json())
                .mustBe(200);
    }

    @Test
    void aColleagueOfAnotherStoreOfTheDealerIsNone() {
        shop.put("stores/" + shop.store + "-B", shop.shop()).mustBe(200);
        beside(token(colleague, shop.store + "-B")).sign(doubtful()).mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
    }

    @Test
    void aColleagueWhoIsStruckOffOrUntrainedIsNone() {
        shop.strikesOff("clerk", colleague);
        beside(token(colleague, shop.store)).sign(doubtful()).mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
        var question = OwnNumbersTest.question(RegistrationForms.mobile()).with("match.result", "manual");
        beside(token(colleague, shop.store))
                .post(OwnNumbersTest.OWN_NUMBERS, question.json())
                .mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
        beside(token("unknown-" + UUID.randomUUID(), shop.store))
                .sign(doubtful())
                .mustRefuse(422, "SECOND_REVIEWER_REQUIRED");
    }

    @Test
    void beyondThePaceNothingIsReviewedAndThereIsAnAlarm() {
        // Given
        UsedWindows.up(superuser, "reviewer:" + colleague, 60, PACE - 1);
        beside(token(colleague, shop.store)).sign(doubtful()).mustBe(201);
        // When
        var refused = beside(token(colleague, shop.store)).sign(doubtful()).mustRefuse(429, "QUOTA_EXCEEDED");
        beside(token(colleague, shop.store)).sign(doubtful()).mustRefuse(429, "QUOTA_EXCEEDED");
        // Then
        assertThat(refused.headers()).containsPattern("Retry-After=[0-9]{1,2}\\b");
        assertThat(UsedWindows.alarms(superuser, colleague)).containsExactly("SECOND_REVIEWER_PACE");
        assertThat(superuser.number(
                        "SELECT count(*) FROM audit.entry WHERE actor = ? AND reason = 'QUOTA_EXCEEDED'", shop.clerk))
                .isEqualTo(2);
    }

    private static String otherSignature(String token) {
        int signature = token.lastIndexOf('.') + 1;
        byte[] both = Base64.getUrlDecoder().decode(token.substring(signature));
        byte[] s = P256_ORDER
                .subtract(new BigInteger(1, Arrays.copyOfRange(both, 32, 64)))
                .toByteArray();
        Arrays.fill(both, 32, 64, (byte) 0);
        int length = Math.min(32, s.length);
        System.arraycopy(s, s.length - length, both, 64 - length, length);
        return token.substring(0, signature)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    private ApiCaller beside(String token) {
        return shop.atTheCounter().with("Second-Reviewer", token);
    }

    private String token(String who, String store) {
        return callers.draft("clerk-1")
                .with("sub", who)
                .with("dealer", shop.dealer)
                .with("store", store)
                .mint();
    }

    /** A machine could not tell whose face it is; a colleague can. */
    private static RequestForm doubtful() {
        return RegistrationForms.mobile().with("match.by", "face").with("match.result", "manual");
    }
}

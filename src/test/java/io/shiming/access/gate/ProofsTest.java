package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.connection.Prover;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.ApiReply;
import io.shiming.fixture.InParallel;
import io.shiming.fixture.PausedJobs;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.Superuser;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9449: a token that names a key is good with a fresh proof of that key for this very request, once. */
@QuarkusTest
class ProofsTest {
    private static final Prover BROWSER = new Prover();
    private static final Prover THIEF = new Prover();
    private static final String BODY =
            RegistrationForms.audit(RegistrationForms.mobile()).json().toString();

    @Inject
    ApiCallers callers;

    @Inject
    Superuser superuser;

    @Inject
    Scheduler scheduler;

    @TestHTTPResource
    URI service;

    LongAdder roundTrips; // put here by StandIns

    private String token;
    private String nonce;

    /** A proof that something is wrong with. */
    record Bent(String how, UnaryOperator<Prover.Draft> bend) {
        @Override
        public String toString() {
            return how;
        }
    }

    static Stream<Bent> bentProofs() {
        return Stream.of(
                new Bent("for another method", proof -> proof.with("htm", "GET")),
                new Bent("for another path", proof -> proof.with("htu", "http://localhost/v1/match")),
                new Bent("for another service", proof -> proof.with("htu", "https://evil.example/v1/lookups")),
                new Bent("of long ago", proof -> proof.at(Instant.now().minusSeconds(120))),
                new Bent("of the future", proof -> proof.at(Instant.now().plusSeconds(120))),
                new Bent("of no time", proof -> proof.without("iat")),
                new Bent("without an id", proof -> proof.without("jti")),
                new Bent("for another token", proof -> proof.with("ath", "x")),
                new Bent("for no token", proof -> proof.without("ath")),
                new Bent("of another type", proof -> proof.typed("JWT")),
                new Bent("that shows a key that did not sign it", proof -> proof.showing(THIEF)));
    }

    @BeforeEach
    void aTokenOfTheBrowsersKey() {
        token = callers.draft("auditor-1").with("cnf", BROWSER.confirmation()).mint();
        var asked = asks(proof(BROWSER).sign());
        nonce = header(asked, "DPoP-Nonce");
    }

    @Test
    @DisplayName("a proof over the service's number is good")
    void withAProofTheTokenIsGood() {
        var answer = asks(right());
        answer.mustRefuse(404, "NOT_FOUND"); // no person has that line: the gate let the request in
        assertThat(header(answer, "DPoP-Nonce")).isNotBlank();
    }

    @Test
    @DisplayName("section 9: without the service's number, the caller is told it")
    void aProofOverNoNumberIsChallenged() {
        var answer = asks(proof(BROWSER).sign());
        answer.mustRefuse(401, "UNAUTHENTICATED");
        assertThat(answer.headers()).contains("WWW-Authenticate=DPoP error=\"use_dpop_nonce\", algs=\"ES256\"");
        var told = header(answer, "DPoP-Nonce"); // another than before, where a minute has ended in between
        asks(proof(BROWSER).with("nonce", told).sign()).mustRefuse(404, "NOT_FOUND");
        assertThat(header(asks(proof(BROWSER).with("nonce", "x").sign()), "DPoP-Nonce"))
                .isNotEqualTo("x");
    }

    @ParameterizedTest
    @DisplayName("API2: a proof for anything else is none")
    @MethodSource("bentProofs")
    void alteredProofIsRefused(Bent bent) {
        mustBeNone(asks(bent.bend.apply(proof(BROWSER).with("nonce", nonce)).sign()));
    }

    @Test
    @DisplayName("API2: DPoP missing, twice, garbage, of another key")
    void withoutItsProofTheTokenIsNone() {
        mustBeNone(bound().post(ApiCaller.LOOKUPS, BODY));
        mustBeNone(asks("x"));
        mustBeNone(asks("a.b.c"));
        mustBeNone(asks("x".repeat(5_000)));
        mustBeNone(asks(proof(THIEF).with("nonce", nonce).sign()));
        mustBeNone(asks(right() + "," + right()));
    }

    @Test
    @DisplayName("API2: a stolen token as a bearer's, with a stolen proof or without")
    void aStolenTokenIsNoBearersToken() {
        mustBeNone(new ApiCaller(token).post(ApiCaller.LOOKUPS, BODY));
        mustBeNone(new ApiCaller(token).with("DPoP", right()).post(ApiCaller.LOOKUPS, BODY));
    }

    @Test
    @DisplayName("a bearer's token does not become a bound one")
    void aTokenWithoutAKeyIsNotSentAsABoundOne() {
        var plain = callers.token("auditor-1");
        var proof = BROWSER.proof("POST", address(), plain).with("nonce", nonce).sign();
        mustBeNone(ApiCaller.anonymous()
                .with("Authorization", "DPoP " + plain)
                .with("DPoP", proof)
                .post(ApiCaller.LOOKUPS, BODY));
    }

    @Test
    @DisplayName("API2: DPoP replayed, on the same and on another connection")
    void aProofIsGoodOnce() throws Exception {
        var proof = right();
        var request = HttpRequest.newBuilder(service.resolve(ApiCaller.LOOKUPS))
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BODY))
                .build();
        var connection = HttpClient.newHttpClient();
        assertThat(connection.send(request, BodyHandlers.ofString()).statusCode())
                .isEqualTo(404);
        assertThat(connection.send(request, BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        mustBeNone(asks(proof));
    }

    @Test
    @DisplayName("of forty at once with one proof, one is let in")
    void oneOfTwoConcurrentProofsIsAccepted() {
        var proof = right();
        var answers = InParallel.run(40, caller -> asks(proof).status());
        assertThat(answers).containsOnly(404, 401).containsOnlyOnce(404);
    }

    @Test
    @DisplayName("a proof costs one round trip, and a call without a proof none")
    void aProofTakesOneRoundTrip() {
        asks(right()).mustRefuse(404, "NOT_FOUND");
        PausedJobs.database(scheduler, roundTrips, superuser);
        try {
            var proofs = Stream.generate(this::right).limit(5).toList();
            for (var proof : proofs) {
                long before = roundTrips.sum();
                asks(proof).mustRefuse(404, "NOT_FOUND");
                assertThat(roundTrips.sum() - before).isEqualTo(2);
            }
        } finally {
            scheduler.resume();
        }
    }

    @Test
    @DisplayName("what is kept of proofs goes when they are over")
    void proofsThatAreOverAreForgotten() {
        superuser.run("DELETE FROM registry.proof_used");
        for (int i = 0; i < 5; i++) asks(right());
        superuser.run("UPDATE registry.proof_used SET good_until = now() - interval '1 second'");
        asks(right());
        asks(right());
        assertThat(superuser.number("SELECT count(*) FROM registry.proof_used WHERE good_until < now()"))
                .isZero();
    }

    @Test
    @DisplayName("no caller reads the kept proofs, and none of them can be removed")
    void serviceRoleCannotChangeKeptProofs() {
        for (var sql : List.of("SELECT * FROM registry.proof_used", "DELETE FROM registry.proof_used")) {
            assertThat(superuser.stateOf("shiming_service", sql)).isEqualTo("42501");
        }
    }

    private Prover.Draft proof(Prover prover) {
        return prover.proof("POST", address(), token);
    }

    private String right() {
        return proof(BROWSER).with("nonce", nonce).sign();
    }

    private String address() {
        return service.resolve(ApiCaller.LOOKUPS).toString();
    }

    private ApiCaller bound() {
        return ApiCaller.anonymous().with("Authorization", "DPoP " + token);
    }

    private ApiReply asks(String proof) {
        return bound().with("DPoP", proof).post(ApiCaller.LOOKUPS, BODY);
    }

    private static void mustBeNone(ApiReply answer) {
        answer.mustRefuse(401, "UNAUTHENTICATED");
        assertThat(answer.headers())
                .contains("WWW-Authenticate=Bearer")
                .contains("WWW-Authenticate=DPoP algs=\"ES256\"")
                .doesNotContain("DPoP-Nonce", "Audit-Entry");
    }

    private static String header(ApiReply answer, String name) {
        return answer.headers()
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}

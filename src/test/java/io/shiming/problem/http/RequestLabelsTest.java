package io.shiming.problem.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.Metrics;
import io.shiming.fixture.SyntheticNumbers;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Metrics tell of routes, and of nothing in a request. */
@QuarkusTest
@Tag("case-A11")
class RequestLabelsTest {
    private static final Pattern URI_LABEL =
            Pattern.compile("http_server_requests_seconds_count\\{.*uri=\"([^\"]*)\".*");
    private static final int ODD = 1_000;

    @Inject
    ApiCallers callers;

    @TestHTTPResource
    URI service;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void noPathOrMethodOfARequestIsALabel() {
        var number = SyntheticNumbers.residentCard(900_001);
        var name = "CANARY";
        var anonymous = ApiCaller.anonymous();
        for (var path : List.of(
                "/v1/registrations/" + number,
                "/v1/registrations/" + number + "/consent",
                "/v1/blacklist/person/" + name,
                "/v1/blacklist/clerk/" + name,
                "/v1/dealers/" + number,
                "/v1/cases/" + number + "/approval",
                "/" + number,
                "/q/" + number,
                "/q/health/group/" + number,
                "/q/openapi/" + number,
                "/audit/v1/tile/0/" + number,
                "/v1/{" + number + "}",
                "/v1/registrations/%zz" + number)) {
            for (var method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", name)) {
                RawRequest.send(service, RawRequest.head(method + " " + path));
                RawRequest.send(
                        service,
                        RawRequest.head(method + " " + path, "Authorization: Bearer " + callers.token("clerk-1")));
            }
        }
        anonymous.get("/v1/events?after=" + number);
        var told = Metrics.at(management);
        assertThat(told).doesNotContain(number).doesNotContain(name);
        assertThat(told).contains("uri=\"/v1/registrations/{id}\"", "method=\"OTHER\"");
    }

    @Test
    void aThousandOddPathsLeaveTheRoutes() {
        for (int i = 0; i < ODD; i++) {
            RawRequest.send(service, RawRequest.head((i % 2 == 0 ? "DELETE" : "GET") + " /v1/odd-" + i + "/" + i));
        }
        var before = counted("/v1/lines/changes");
        callers.provisioning().post(ApiCaller.LINE_CHANGES, "{}");
        assertThat(counted("/v1/lines/changes")).isEqualTo(before + 1);
        var labels = Metrics.at(management)
                .lines()
                .map(URI_LABEL::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .collect(Collectors.toSet());
        assertThat(labels).hasSizeLessThan(100).noneMatch(label -> label.contains("odd"));
    }

    @Test
    void aRefusalCarriesTheTemplateOfItsRoute() {
        var id = "00000000-0000-7000-8000-000000000000";
        ApiCaller.anonymous().get("/v1/registrations/" + id).mustBe(401);
        callers.clerk().get("/v1/registrations/" + id).mustBe(404);
        callers.auditor().get("/v1/registrations/" + id).mustBe(403);
        ApiCaller.anonymous()
                .send("DELETE", "/v1/registrations/" + id, "application/json", new byte[0])
                .mustBe(405);
        var told = Metrics.at(management)
                .lines()
                .filter(line -> line.contains("uri=\"/v1/registrations/{id}\""))
                .toList();
        for (var status : List.of("401", "403", "404", "405")) {
            assertThat(told).anyMatch(line -> line.contains("status=\"" + status + "\""));
        }
    }

    private double counted(String route) {
        return Metrics.at(management)
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count{")
                        && line.contains("uri=\"" + route + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

package io.shiming.problem.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shiming.packaged.DatabaseRows;
import io.shiming.packaged.Forms;
import io.shiming.packaged.Needles;
import io.shiming.packaged.PackagedService;
import io.shiming.packaged.PlantedWalk;
import io.shiming.packaged.PublishedRoute;
import io.shiming.packaged.Search;
import io.shiming.packaged.Shop;
import io.shiming.packaged.SyntheticPerson;
import io.shiming.packaged.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After calls of every published route with a person's name, document, number and address at every place of a request
 * (accepted or refused), none of them is readable in logs, metrics, health, tables, files, mirror or head store.
 */
@Tag("case-A11")
@Tag("case-A12")
class PlantedInEveryFieldIT {
    private static final Pattern BINARY = Pattern.compile("\\\\x([0-9a-f]{16,})");
    private static final int SIGNERS = 200;

    private final Path mirror;
    private final PackagedService service;
    private final Shop shop;
    private final Needles needles = new Needles();

    PlantedInEveryFieldIT(@TempDir Path home) throws IOException {
        this.mirror = home.resolve("mirror");
        Files.createDirectory(mirror); // a directory that is not there is never made by the service
        // Each refusal has its entry: a summed one would hide what an entry holds.
        var settings = Map.of(
                "shiming.access.refusals.entries-per-minute", "1000000", "shiming.audit.mirror", mirror.toString());
        service = PackagedService.start(home, settings);
        shop = new Shop(service);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void nothingPlantedInARequestIsReadableAnywhere() throws Exception {
        // Given
        var routes = PublishedRoute.of(new JsonMapper().readTree(text(service.base(), "/q/openapi?format=json")));
        assertThat(routes).hasSizeGreaterThan(40);
        var signers = people(30_000, SIGNERS);
        var planted = people(42_000, routes.size() + 1);
        signers.forEach(this::plant);
        planted.forEach(this::plant);
        var walk = new PlantedWalk(service, shop);
        // When
        int accepted = walk.signings(signers, PlantedWalk.texts(planted.get(routes.size())));
        IntStream.range(0, routes.size()).parallel().forEach(i -> walk.walk(routes.get(i), planted.get(i)));
        System.out.println("answers by status: " + walk.statuses() + ", signings taken: " + accepted);
        // Then
        assertThat(walk.failures()).isEmpty();
        assertThat(accepted).isGreaterThan(20);
        assertThat(found(text(service.management(), "/q/metrics"))).isEmpty();
        assertThat(found(text(service.management(), "/q/health"))).isEmpty();
        assertTablesHoldNothing();
        service.stop(); // an orderly end mirrors the log's last entries
        assertThat(mirror).isDirectoryContaining(file -> true);
        assertThat(Search.under(service.home(), needles).hits()).isEmpty();
        assertTheSearchFindsWhatIsThere(signers);
    }

    @Test
    @Tag("case-A5")
    void aMalformedPathHasTheErrorBody() throws Exception {
        assertThat(new Wire(service.base()).send("GET", "/v1/registrations/%zz", Map.of(), new byte[0]))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"INVALID_ARGUMENT\"");
    }

    /** References are kept as they are: a search that misses them would miss the people too. */
    private void assertTheSearchFindsWhatIsThere(List<SyntheticPerson> signers) {
        var contracts = new Needles();
        signers.forEach(person -> contracts.add(person.contractRef().getBytes(UTF_8), "contract of " + person));
        assertThat(Search.under(service.trial(), contracts).hits())
                .anyMatch(hit -> hit.contains("pg_wal/"))
                .anyMatch(hit -> hit.contains("base/"));
    }

    /** Every column of every table as text, and binary ones as bytes too: in the files some are compressed. */
    private void assertTablesHoldNothing() throws IOException, SQLException {
        var hits = new ArrayList<String>();
        try (var books = DatabaseRows.of(service)) {
            books.run("CHECKPOINT");
            var tables = books.texts("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                    + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
            assertThat(tables).hasSizeGreaterThan(20);
            for (var table : tables) {
                for (var row : books.texts("SELECT row_to_json(t)::text FROM " + table + " t")) {
                    found(row).forEach(hit -> hits.add(table + columns(row) + ": " + hit));
                }
            }
        }
        assertThat(hits).isEmpty();
    }

    /** The columns of a row that hold something planted. */
    private List<String> columns(String row) {
        try {
            return new JsonMapper()
                    .readTree(row).properties().stream()
                            .filter(column -> !found(column.getValue().asText()).isEmpty())
                            .map(Map.Entry::getKey)
                            .toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<String> found(String text) {
        var hits = new ArrayList<String>();
        needles.findIn(text.getBytes(UTF_8), hits::add);
        var binary = BINARY.matcher(text);
        while (binary.find()) {
            var digits = binary.group(1);
            needles.findIn(HexFormat.of().parseHex(digits, 0, digits.length() & ~1), hits::add);
        }
        return hits;
    }

    private void plant(SyntheticPerson person) {
        plant("name", person.name, person);
        plant("document number", person.documentNumber, person);
        plant("document as indexed", person.canonicalDocument(), person);
        plant("number", person.number, person);
        plant("number as indexed", person.canonicalNumber(), person);
        plant("address", person.address, person);
    }

    private void plant(String what, String text, SyntheticPerson person) {
        Forms.of(text).forEach((form, bytes) -> needles.add(bytes, what + " of " + person + " as " + form));
    }

    /** Holders of mobile cards, whose numbers every route must know for numbers. */
    private static List<SyntheticPerson> people(int first, int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> SyntheticPerson.number(first + 3L * i))
                .toList();
    }

    private static String text(URI base, String path) throws IOException {
        try (var page = base.resolve(path).toURL().openStream()) {
            return new String(page.readAllBytes(), UTF_8);
        }
    }
}

package io.shiming.lookup.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.shiming.access.policy.Field;
import io.shiming.audit.Receipt;
import io.shiming.fixture.GoldenFile;
import io.shiming.identity.IdentityRecord;
import io.shiming.lookup.SealedRecord;
import io.shiming.problem.http.StrictJson;
import io.shiming.vault.Sealed;
import io.shiming.vault.WrappedPersonKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes of an export, before its seal, and of what its order is answered with are pinned: recipients read them by machine. */
class GoldenExportTest {
    private static final UUID EXPORT = new UUID(0x0001_0002_0003_0004L, 5);
    private static final Receipt RECEIPT = new Receipt(EXPORT, "a".repeat(64));
    private static final List<Field> FIELDS = Arrays.stream(Field.values())
            .filter(field -> field != Field.PARTIES && field != Field.IMAGE && !field.isGroup())
            .toList();

    private static final String PERSON = """
            {"v":1,"name":"测试𠮷人","documentType":"RIC","documentNumber":"11010519491231002X","issuingCountry":"CHN",\
            "issuedOn":"2010-01-01","expiresOn":"long-term","birthDate":"1949-12-31","address":"北京市测试区示例路1号",\
            "serviceNumber":"+8613800138000"}""";

    /** Cells that a spreadsheet could take for formulas, with commas, quotes and a line break. */
    private static final String AWKWARD = """
            {"v":1,"name":"=测试, \\"甲\\"","documentType":"PPT_F","documentNumber":"L898902C3","issuingCountry":"UTO",\
            "expiresOn":"2030-01-01","address":"-1\\nUtopia","serviceNumber":"acc-1","installationAddress":"'示例路2号"}""";

    @Test
    void aFileForAProgramIsTheGoldenOne() throws IOException {
        GoldenFile.mustBe("export.csv", file(FIELDS, false));
        GoldenFile.mustBe("export-one-field.csv", file(List.of(Field.DOCUMENT_NUMBER), false));
    }

    @Test
    void aFileForASpreadsheetIsTheGoldenOne() throws IOException {
        GoldenFile.mustBe("export-spreadsheet.csv", file(FIELDS, true));
    }

    @Test
    void whatAnOrderIsAnsweredWithIsTheGoldenOne() throws JsonProcessingException {
        var json = new ObjectMapper().registerModule(new JavaTimeModule());
        new StrictJson().customize(json);
        GoldenFile.mustHold(
                "export-answers.jsonl",
                List.of(
                        json.writeValueAsString(new ExportResource.ExportStanding(EXPORT, "PENDING_APPROVAL", RECEIPT)),
                        json.writeValueAsString(view("mobile", "D-100")),
                        json.writeValueAsString(view(null, null))));
    }

    private static ExportView view(@Nullable String service, @Nullable String dealer) {
        return new ExportView(
                EXPORT,
                "BEGUN",
                "COMPLIANCE_AUDIT",
                "LEGAL_DUTY",
                FIELDS,
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 11, 30),
                service,
                dealer,
                false,
                true,
                "regulator-1",
                "b".repeat(64),
                500,
                Instant.parse("2026-12-01T08:00:00.123456Z"),
                2,
                RECEIPT);
    }

    private static byte[] file(List<Field> fields, boolean spreadsheet) throws IOException {
        var out = new ByteArrayOutputStream();
        var csv = new ExportCsv(fields, spreadsheet, "officer-1", EXPORT, out);
        csv.head();
        csv.line(record(1, "mobile", "ACTIVE"), IdentityRecord.from(PERSON.getBytes(UTF_8)), new UUID(7, 1));
        csv.line(record(2, "internet", "BARRED"), IdentityRecord.from(AWKWARD.getBytes(UTF_8)), new UUID(7, 2));
        return out.toByteArray();
    }

    private static SealedRecord record(int id, String service, String status) {
        var signed = Instant.parse("2026-11-21T10:00:00.120Z").plusSeconds(id);
        var sealed = Sealed.of(new byte[80]);
        var key = WrappedPersonKey.of(new byte[60], 1, new byte[32]);
        return new SealedRecord(1, id, id, 1, new UUID(9, id), service, status, signed, false, sealed, key);
    }
}

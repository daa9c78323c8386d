package io.shiming.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.access.Field;
import io.shiming.identity.IdentityRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The lines of an export: RFC 4180 in UTF-8, each with its mark (who exported, the export's entry, the record's own). A
 * cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection; ASVS V1.2.10).
 */
final class ExportCsv {
    private static final String FORMULA = "=+-@\t\r\n";

    private final List<Field> fields;
    private final String exportedBy;
    private final String exportEntry;
    private final OutputStream out;

    ExportCsv(List<Field> fields, String exportedBy, UUID exportEntry, OutputStream out) {
        this.fields = fields;
        this.exportedBy = exportedBy;
        this.exportEntry = exportEntry.toString();
        this.out = out;
    }

    void head() throws IOException {
        var names = new ArrayList<>(List.of(
                "exportedBy", "exportEntry", "recordEntry", "registrationId", "serviceType", "status", "signedAt"));
        for (var field : fields) {
            if (field == Field.DOCUMENT_NUMBER) names.add("documentType");
            names.add(field.label());
        }
        write(names);
    }

    void line(Found found, IdentityRecord identity, UUID recordEntry) throws IOException {
        var cells = new ArrayList<>(List.of(
                exportedBy,
                exportEntry,
                recordEntry.toString(),
                found.publicId().toString(),
                found.serviceType(),
                found.status(),
                found.signedAt().toString()));
        for (var field : fields) {
            if (field == Field.DOCUMENT_NUMBER) cells.add(identity.documentType());
            cells.add(value(field, identity));
        }
        write(cells);
    }

    private static String value(Field field, IdentityRecord identity) {
        return switch (field) {
            case NAME -> identity.name();
            case DOCUMENT_NUMBER -> identity.documentNumber();
            case BIRTH_DATE -> identity.bornOn().map(Object::toString).orElse("");
            case ADDRESS -> identity.address();
            case SERVICE_NUMBER -> identity.serviceNumber();
            case INSTALLATION_ADDRESS -> identity.installationAddress().orElse("");
            case IMAGE -> throw new IllegalArgumentException("no image is exported");
        };
    }

    private void write(List<String> cells) throws IOException {
        out.write((cells.stream().map(ExportCsv::cell).collect(Collectors.joining(",")) + "\r\n").getBytes(UTF_8));
    }

    /** One cell as it stands in the file. */
    static String cell(String text) {
        var harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0)
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}

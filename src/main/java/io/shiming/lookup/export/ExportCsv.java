package io.shiming.lookup.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.access.policy.Field;
import io.shiming.identity.IdentityRecord;
import io.shiming.lookup.CsvCell;
import io.shiming.lookup.SealedRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The lines of an export: RFC 4180 in UTF-8, each with its mark (who exported, the export's entry, the record's own). See
 * {@link CsvCell} for the apostrophe that some cells begin with. For a spreadsheet the file begins with a byte order mark and
 * every cell below the head is text.
 */
final class ExportCsv {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<Field> fields;
    private final String exportedBy;
    private final String exportEntry;
    private final boolean spreadsheet;
    private final OutputStream out;

    ExportCsv(List<Field> fields, boolean spreadsheet, String exportedBy, UUID exportEntry, OutputStream out) {
        this.fields = fields;
        this.spreadsheet = spreadsheet;
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
        if (spreadsheet) write(BYTE_ORDER_MARK);
        write(line(names, CsvCell::of));
    }

    void line(SealedRecord found, IdentityRecord identity, UUID recordEntry) throws IOException {
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
        write(line(cells, spreadsheet ? CsvCell::asText : CsvCell::of));
    }

    private static String value(Field field, IdentityRecord identity) {
        return switch (field) {
            case NAME -> identity.name();
            case DOCUMENT_NUMBER -> identity.documentNumber();
            case BIRTH_DATE -> identity.bornOn().map(Object::toString).orElse("");
            case ADDRESS -> identity.address();
            case SERVICE_NUMBER -> identity.serviceNumber();
            case INSTALLATION_ADDRESS -> identity.installationAddress().orElse("");
            case PARTIES,
                    IMAGE,
                    VERIFICATION,
                    CAPTURE,
                    COMPARISON,
                    REVIEW,
                    COUNTER,
                    CONTRACT,
                    CONSENT,
                    HISTORY,
                    LINES,
                    VERSIONS -> throw new IllegalArgumentException("no party, no image and no group is exported");
        };
    }

    private static String line(List<String> cells, UnaryOperator<String> cell) {
        return cells.stream().map(cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }
}

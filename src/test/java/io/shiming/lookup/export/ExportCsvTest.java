package io.shiming.lookup.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.lookup.CsvCell;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** V1.2.10: what a spreadsheet makes of a line, and what a program reads in it. */
@Tag("case-B12")
class ExportCsvTest {
    private static final String DANGEROUS = "=+-@＝＋－＠﹦﹢﹣﹫−\t\r\n\0\u000B";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+1 | '=1+1",
                "+8613800138000 | '+8613800138000",
                "-2 | '-2",
                "@SUM(A1) | '@SUM(A1)",
                "`\t=1` | `\"'\t=1\"`",
                "` =1` | `' =1`",
                "`\u200B=1` | `'\u200B=1`",
                "＝1+1 | '＝1+1",
                "＋1 | '＋1",
                "－1 | '－1",
                "＠A | '＠A",
                "'t Hooft | ''t Hooft",
                "'+86 | ''+86",
                "=HYPERLINK(\"x\",\"y\") | \"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
                "a,b | \"a,b\"",
                "a;b | \"a;b\"",
                "`a\"b` | `\"a\"\"b\"`",
                "`a\nb` | `\"a\nb\"`",
                "测试 | 测试",
                "1=1 | 1=1",
                "`` | ``"
            })
    void aCellIsNeverAFormulaAndNeverTwoCells(String text, String cell) {
        assertThat(CsvCell.of(text)).isEqualTo(cell);
    }

    @Provide
    Arbitrary<String> texts() {
        var special = Arbitraries.of((DANGEROUS + "'\",;| \u200B\uFEFFa1测")
                .chars()
                .mapToObj(c -> (char) c)
                .toList());
        var any = Arbitraries.chars();
        return Arbitraries.oneOf(special, special, any).list().ofMaxSize(12).map(ExportCsvTest::joined);
    }

    @Property(tries = 5_000)
    void whatIsReadIsWhatWasWritten(@ForAll("texts") String text) {
        assertThat(read(CsvCell.of(text))).isEqualTo(text);
        assertThat(read(CsvCell.asText(text))).isEqualTo(text);
    }

    @Property(tries = 5_000)
    void noCellBeginsDangerously(@ForAll("texts") String text) {
        for (var cell : List.of(CsvCell.of(text), CsvCell.asText(text))) {
            var shown = unquoted(cell).stripLeading();
            if (!shown.isEmpty()) assertThat(DANGEROUS.indexOf(shown.charAt(0))).isNegative();
        }
        assertThat(unquoted(CsvCell.asText(text))).startsWith("'");
    }

    @Property(tries = 2_000)
    void aLineIsAsManyCellsAsWereWritten(@ForAll("texts") String one, @ForAll("texts") String other) {
        var line = CsvCell.of(one) + "," + CsvCell.of(other);
        int end = endOfCell(line);
        assertThat(line.charAt(end)).isEqualTo(',');
        assertThat(read(line.substring(0, end))).isEqualTo(one);
        assertThat(read(line.substring(end + 1))).isEqualTo(other);
    }

    /** RFC 4180, then the rule of the export: one apostrophe from the beginning is dropped. */
    private static String read(String cell) {
        var plain = unquoted(cell);
        return plain.startsWith("'") ? plain.substring(1) : plain;
    }

    private static String unquoted(String cell) {
        return cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    }

    private static int endOfCell(String line) {
        if (!line.startsWith("\"")) return line.indexOf(',');
        int at = 1;
        while (line.charAt(at) != '"' || line.charAt(at + 1) == '"') at += line.charAt(at) == '"' ? 2 : 1;
        return at + 1;
    }

    private static String joined(List<Character> characters) {
        var text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }
}

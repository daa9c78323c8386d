package io.shiming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** V1.2.10: what a spreadsheet makes of a line. */
class ExportCsvTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+1 | '=1+1",
                "+8613800138000 | '+8613800138000",
                "-2 | '-2",
                "@SUM(A1) | '@SUM(A1)",
                "`\t=1` | `'\t=1`",
                "=HYPERLINK(\"x\",\"y\") | \"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
                "a,b | \"a,b\"",
                "`a\"b` | `\"a\"\"b\"`",
                "`a\nb` | `\"a\nb\"`",
                "测试 | 测试",
                "1=1 | 1=1",
                "`` | ``"
            })
    void aCellIsNeverAFormulaAndNeverTwoCells(String text, String cell) {
        assertThat(ExportCsv.cell(text)).isEqualTo(cell);
    }
}

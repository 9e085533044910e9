package org.kpulse.webapp.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableAnswersTest {

    private static final List<Column> COLUMNS = List.of(Column.text("name", "Name"), Column.number("size", "Size"));

    private static String csv(Cell first) {
        return String.valueOf(TableAnswers.csv(new Table("t", COLUMNS, List.of(List.of(first, Cell.of(1234)))))
                .getBody());
    }

    @Test
    void csvHasValuesAsTheyAreAndQuotesWhatNeedsIt() {
        assertThat(csv(Cell.of("plain"))).isEqualTo("name,size\r\nplain,1234\r\n");
        assertThat(csv(Cell.of("a \"b\", c\nd"))).isEqualTo("name,size\r\n\"a \"\"b\"\", c\nd\",1234\r\n");
    }

    @Test
    void noSpreadsheetTakesATextForAFormula() {
        assertThat(csv(Cell.of("=cmd()"))).contains("\r\n =cmd()");
        assertThat(csv(Cell.of("@x"))).contains("\r\n @x");
    }

    @Test
    void jsonHasNullWhereThereIsNothing() {
        Table table = new Table("t", COLUMNS, List.of(List.of(Cell.of("a"), Cell.NONE)));

        assertThat(table.objects())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("name", "a").containsEntry("size", null));
    }

    @Test
    void aRowWithoutACellForEachColumnIsRefused() {
        assertThatThrownBy(() -> new Table("t", COLUMNS, List.of(List.of(Cell.of("a")))))
                .hasMessageContaining("1 cells for 2 columns");
    }
}

package org.kpulse.webapp.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

    @Test
    void marksThatTurnOrHideTextAreWrittenOut() {
        assertThat(Visible.of("a\u202egpj")).isEqualTo("a[U+202E]gpj");
        assertThat(Visible.of("\u2066x\u2069\u200b\u0007")).isEqualTo("[U+2066]x[U+2069][U+200B][U+0007]");
    }

    @Test
    void ordinaryTextOfAnyLanguageStaysAsItIs() {
        assertThat(Visible.of("Größe\tשלום\nعدد 漢字 🐧")).isEqualTo("Größe\tשלום\nعدد 漢字 🐧");
    }

    @Test
    void aCellShowsItWhileProgramsGetTheValueItself() {
        Cell cell = Cell.of("a\u202eb");

        assertThat(cell.text()).isEqualTo("a[U+202E]b");
        assertThat(cell.value()).isEqualTo("a\u202eb");
    }
}

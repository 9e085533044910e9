package org.kpulse.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.profile.Explanation.Grouping;
import org.kpulse.harness.store.ProfileQuery.Phase;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class WhyTest {

    @Test
    void whatMovedIsThisTextByFunctionFileAndSubsystem() {
        Golden.assertIs(
                "report/why.txt",
                WhyText.of(Moved.phases(), Moved.metrics(), Optional.empty(), 10)
                        + WhyText.of(Moved.phases(), Moved.metrics(), Optional.of(Grouping.FILE), 10)
                        + WhyText.of(Moved.phases(), Moved.metrics(), Optional.of(Grouping.SUBSYSTEM), 1));
    }

    @Test
    void underAChangedMetricStandItsFirstFunctions() {
        assertThat(WhyText.brief(Moved.phases(), Moved.part().comparison().metrics()))
                .isEqualTo("""
                          what moved (kpulse why):
                            hackbench-pipe-process/time: pipe_write +520,000 instructions (143.0 -> 195.0 a call, 100 %), \
                        new_lock +150,003 instructions (new, 29 %), old_lock -150,003 instructions (gone, -29 %)
                        """);
    }

    @Test
    void aPictureIsThisXmlAndNoNameOfAGuestCanEndItsText() throws Exception {
        String picture = WhySvg.of("image:/<b>&", "debian:6.1", Map.of("qemu-instructions", Moved.phases()));

        Golden.assertIs("report/why.svg", picture);
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture)));
        assertThat(document.getDocumentElement().getTextContent())
                .contains("image:/<b>&")
                .contains("pipe_write");
    }

    @Test
    void aPictureOfNothingSaysSo() {
        Phase still = new Phase("syscall-latency", "getppid");

        assertThat(WhySvg.of("a", "b", Map.of("p", Map.of(still, Moved.phases().get(still)))))
                .contains("no function moved beyond what seeds vary");
    }
}

package org.kpulse.harness.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ServiceLogTest {

    @Test
    void anEventInJsonSaysWhatItSaysToPeople() {
        LoggerContext context = new LoggerContext();
        LoggingEvent event = new LoggingEvent(
                "x", context.getLogger("org.kpulse.x"), Level.INFO, "{}: \"{}\"", null, new Object[] {"took", "a\nb"});
        event.setKeyValuePairs(List.of(new KeyValuePair("task", 7)));

        String line = new String(ServiceLog.json(context).encode(event), StandardCharsets.UTF_8);

        assertThat(line.strip()).doesNotContain("\n");
        JsonNode json = JsonMapper.builder().build().readTree(line);
        assertThat(json.get("formattedMessage").stringValue()).isEqualTo("took: \"a\nb\"");
        assertThat(json.get("level").stringValue()).isEqualTo("INFO");
        assertThat(json.get("kvpList").get(0).get("task").asString()).isEqualTo("7");
        assertThat(json.propertyNames()).doesNotContain("message", "arguments", "context", "mdc");
    }
}

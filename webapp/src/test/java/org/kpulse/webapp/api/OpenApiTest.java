package org.kpulse.webapp.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OpenApiTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "openapi.json");

    @TempDir
    Path home;

    @Test
    void theDocumentIsThatOfTheCode() throws IOException {
        try (Site site = Site.open(home)) {
            HttpResponse<String> answer = site.get("/api/v1/openapi");
            assertThat(answer.statusCode()).isEqualTo(200);
            ObjectNode served = (ObjectNode) JsonMapper.shared().readTree(answer.body());
            served.remove("servers"); // the address of this very server
            String text = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(served) + "\n";
            if (Boolean.getBoolean("kpulse.golden.update")) {
                Files.writeString(DOCUMENT, text);
            }

            JsonNode written = JsonMapper.shared().readTree(Files.readString(DOCUMENT));

            assertThat(served).isEqualTo(written);
            TreeSet<String> routes = new TreeSet<>();
            for (String route : site.server().routes()) {
                boolean isRead = route.startsWith("/api/v1/") || route.endsWith(".json");
                if (isRead && !route.startsWith("/api/v1/openapi")) {
                    routes.add(route.replaceAll("\\{([a-z]+):[^}]*}", "{$1}"));
                }
            }
            assertThat(new TreeSet<>(written.get("paths").propertyNames())).isEqualTo(routes);
        }
    }
}

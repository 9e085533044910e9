package org.kpulse.webapp.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The document at {@code /api/v1/openapi}; docs/openapi.json is the same. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    /** Pages' tables are not explained one by one. */
    @Bean
    OperationCustomizer pages() {
        return (operation, method) -> {
            if (operation.getSummary() == null) {
                operation
                        .summary("What the page at this address without .json shows")
                        .tags(List.of("pages"));
            }
            return operation;
        };
    }

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(new Info()
                        .title("Kpulse")
                        .version("v1")
                        .description(
                                "Kernels, runs, samples and comparisons. Times are RFC 3339 in UTC, units are in the"
                                        + " names of fields; failures are problems (RFC 9457) with a stable code."))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("Made on /account; needed to change anything.")));
    }
}

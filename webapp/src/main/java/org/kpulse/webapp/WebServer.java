package org.kpulse.webapp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.webapp.people.FirstAdmin;
import org.kpulse.webapp.server.Parts;
import org.kpulse.webapp.server.WebSettings;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The running web server. */
public final class WebServer implements AutoCloseable {

    private final ServletWebServerApplicationContext spring;
    private final String address;

    private WebServer(ServletWebServerApplicationContext spring, String address) {
        this.spring = spring;
        this.address = address;
    }

    /**
     * Starts it.
     *
     * @throws UsageException if the port is taken or the address is none of this host's
     */
    public static WebServer start(WebSettings settings, Parts parts) {
        String address = settings.address();
        int port = settings.port();
        // logging is set up already, as everywhere in Kpulse
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        SpringApplication application = new SpringApplication(WebConfiguration.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(properties(
                "server.address",
                address,
                "server.port",
                String.valueOf(port),
                "server.shutdown",
                "graceful",
                "server.compression.enabled",
                "true",
                "server.compression.mime-types",
                "text/html,text/css,text/csv,text/javascript,application/json,image/svg+xml",
                "server.servlet.session.cookie.same-site",
                "lax",
                "server.servlet.session.cookie.http-only",
                "true",
                "server.servlet.session.timeout",
                "12h",
                "server.servlet.session.tracking-modes",
                "cookie",
                // a template that fails half-way is an error page and nothing else
                "spring.thymeleaf.servlet.produce-partial-output-while-processing",
                "false",
                "server.error.whitelabel.enabled",
                "false",
                "server.tomcat.max-http-form-post-size",
                "64KB",
                // of a body that nobody reads; then the connection ends
                "server.tomcat.max-swallow-size",
                "2MB",
                "server.tomcat.connection-timeout",
                "20s",
                "server.tomcat.keep-alive-timeout",
                "60s",
                "spring.servlet.multipart.max-file-size",
                "10MB",
                "spring.servlet.multipart.max-request-size",
                "11MB",
                "springdoc.api-docs.enabled",
                "true",
                "springdoc.api-docs.path",
                "/api/v1/openapi",
                "springdoc.paths-to-match",
                "/api/v1/**,/**/*.json",
                "springdoc.writer-with-order-by-keys",
                "true",
                "springdoc.default-produces-media-type",
                "application/json",
                "spring.lifecycle.timeout-per-shutdown-phase",
                "5s",
                "spring.web.resources.cache.cachecontrol.max-age",
                "1h"));
        application.addInitializers(context -> {
            var beans = context.getBeanFactory(); // singletons that Spring did not make it does not close either
            beans.registerSingleton("database", parts.database());
            beans.registerSingleton("comparison", parts.comparison());
            beans.registerSingleton("parts", parts);
            beans.registerSingleton("settings", settings);
        });
        try {
            return new WebServer((ServletWebServerApplicationContext) application.run(), address);
        } catch (RuntimeException e) {
            if (taken(e)) {
                throw new UsageException(
                        "Cannot listen on " + address + " port " + port + ": it is taken; choose another with --port.",
                        e);
            }
            throw usage(e).orElse(e);
        }
    }

    /** What of the configuration makes no sense. */
    private static Optional<RuntimeException> usage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UsageException wrong) {
                return Optional.of(wrong);
            }
        }
        return Optional.empty();
    }

    private static boolean taken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException) {
                return true;
            }
        }
        return false;
    }

    /** The one-time password of the first admin, if nobody could sign in before. */
    public Optional<String> firstPassword() {
        return spring.getBean(FirstAdmin.class).make();
    }

    /** Patterns of all paths that something answers, for tests that ask for each. */
    public Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        spring.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> routes.addAll(mapping.getPatternValues()));
        return routes;
    }

    private static Map<String, Object> properties(String... pairs) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    /** Where it listens. */
    public int port() {
        return Objects.requireNonNull(spring.getWebServer()).getPort();
    }

    /** Where people find it. */
    public String url() {
        String host = address.equals("0.0.0.0") || address.equals("::") ? "localhost" : address;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
    }

    /** Ends it; requests under way have five seconds. */
    @Override
    public void close() {
        spring.close();
    }
}

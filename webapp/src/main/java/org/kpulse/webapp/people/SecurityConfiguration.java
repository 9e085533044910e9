package org.kpulse.webapp.people;

import java.time.Clock;
import org.kpulse.webapp.server.WebSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may ask for what, and what every answer carries for the reader's safety. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Names, subjects and logs are hostile: nothing but our own files is loaded, nothing inline is executed, nobody frames a page. */
    private static final String CONTENT = String.join(
            "; ",
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self'",
            "script-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'");

    private static final RequestMatcher READING = new OrRequestMatcher(
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/**"),
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.HEAD, "/**"));

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Whatever is not named here nobody may. */
    @Bean
    SecurityFilterChain security(
            HttpSecurity http, WebSettings settings, PeopleFilters filters, SignInSteps steps, OtherSignIn other) {
        other.add(http, steps);
        filters.add(http);
        return http.authorizeHttpRequests(requests -> {
                    requests.requestMatchers(PeopleFilters.FILES.toArray(String[]::new))
                            .permitAll();
                    requests.requestMatchers("/login", "/error").permitAll();
                    requests.requestMatchers("/account", "/account/password")
                            .hasAnyAuthority(SignIn.SIGNED_IN, SignIn.CHOOSE_PASSWORD);
                    requests.requestMatchers("/account/**").hasAuthority(SignIn.SIGNED_IN);
                    requests.requestMatchers("/people", "/people/**", "/audit", "/audit.*", "/webhooks", "/webhooks.*")
                            .hasRole("ADMIN");
                    var reading = requests.requestMatchers(READING);
                    if (settings.everybodyReads()) {
                        reading.permitAll();
                    } else {
                        reading.hasRole("VIEWER");
                    }
                    requests.requestMatchers(HttpMethod.POST, "/bisections/*/{action:pause|resume|abort}")
                            .hasRole("OPERATOR");
                    requests.requestMatchers(
                                    HttpMethod.POST,
                                    "/regressions/*/{action:judge|bisect|again|report}",
                                    "/bisections",
                                    "/series/*/*/*/annotate",
                                    "/series/*/*/*/annotations/*/withdraw",
                                    "/queue",
                                    "/queue/patch",
                                    "/queue/cancel",
                                    "/reports/digest",
                                    "/reports/*/{action:edit|approve|discard|send}",
                                    "/api/v1/requests",
                                    "/api/v1/requests/patch",
                                    "/api/v1/requests/*/cancel",
                                    "/api/v1/regressions/*/{action:judge|report|bisect|again}",
                                    "/api/v1/reports/digest",
                                    "/api/v1/reports/*/{action:edit|approve|discard|send}",
                                    "/api/v1/results",
                                    "/api/v1/annotations",
                                    "/api/v1/annotations/*/withdraw",
                                    "/api/v1/bisections",
                                    "/api/v1/bisections/*/{action:pause|resume|abort}")
                            .hasRole("OPERATOR");
                    requests.anyRequest().denyAll();
                })
                .formLogin(
                        form -> form.loginPage("/login").successHandler(steps).failureHandler(steps))
                .logout(logout -> logout.logoutSuccessUrl("/"))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, e) -> Refusals.notSignedIn(request, response))
                        .accessDeniedHandler((request, response, e) -> Refusals.notAllowed(request, response, e)))
                .csrf(csrf -> csrf.ignoringRequestMatchers(BearerFilter::carriesToken))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()")))
                .build();
    }
}

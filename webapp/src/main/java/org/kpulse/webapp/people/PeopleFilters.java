package org.kpulse.webapp.people;

import java.util.List;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** What finds out who sends a request, and whether they are listened to. */
@Component
final class PeopleFilters {

    /** Files that are everybody's. */
    static final List<String> FILES = List.of("/kpulse.css", "/icon.svg", "/vendor/**", "/script/**");

    private final SignInLimit limit;
    private final TokenStore tokens;
    private final PersonStore people;

    PeopleFilters(SignInLimit limit, TokenStore tokens, PersonStore people) {
        this.limit = limit;
        this.tokens = tokens;
        this.people = people;
    }

    /** Makes them a part of what guards the pages. */
    void add(HttpSecurity http) {
        RequestMatcher files = new OrRequestMatcher(FILES.stream()
                .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
                .toList());
        http.addFilterBefore(new SignInLimitFilter(limit), UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(new BearerFilter(tokens), UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(new StandingFilter(people, files), BearerFilter.class);
    }
}

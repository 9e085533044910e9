package org.kpulse.webapp.people;

import java.util.Optional;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** A way to sign in beside names and passwords. */
public interface OtherSignIn {

    /** What people call it; empty if there is none. */
    Optional<String> label();

    /**
     * Makes it a part of what guards the pages, if there is one.
     *
     * @param in what is done after it went well
     */
    void add(HttpSecurity http, AuthenticationSuccessHandler in);

    /** Why somebody was refused, by the word that the address of the page has. */
    String sentence(String word);
}

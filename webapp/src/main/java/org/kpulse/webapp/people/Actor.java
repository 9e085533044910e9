package org.kpulse.webapp.people;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/**
 * Who does something over a page or the API.
 *
 * @param name of the person
 * @param address where the request came from
 */
public record Actor(String name, String address) {

    /** Who sent a request. */
    public static Actor of(Principal who, HttpServletRequest request) {
        return new Actor(who.getName(), request.getRemoteAddr());
    }
}

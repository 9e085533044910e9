package org.kpulse.webapp.oidc;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.people.Role;

/** The role that an ID token gives. Pure. */
final class OidcRoles {

    private OidcRoles() {}

    /**
     * The highest role in a claim: a word, or a list of words of which others mean nothing here.
     *
     * @param path of the claim, with dots between the names of objects; empty: none
     */
    static Optional<Role> of(Map<String, Object> claims, String path) {
        return words(claims, path).stream()
                .flatMap(word -> Arrays.stream(Role.values()).filter(role -> means(word, role)))
                .max(Comparator.naturalOrder());
    }

    private static boolean means(Object word, Role role) {
        String name = role.name().toLowerCase(Locale.ROOT);
        return word.equals(name) || word.equals("kpulse-" + name);
    }

    private static Collection<?> words(Map<?, ?> claims, String path) {
        @Nullable Object value = claims.get(path);
        int dot = path.indexOf('.');
        if (value == null && dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
            return words(inner, path.substring(dot + 1));
        }
        return value instanceof Collection<?> list ? list : value == null ? List.of() : List.of(value);
    }
}

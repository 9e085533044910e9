package org.kpulse.webapp.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kpulse.webapp.people.Role;

class OidcRolesTest {

    @Test
    void theHighestRoleOfAWordOrAListCounts() {
        assertThat(OidcRoles.of(Map.of("role", "operator"), "role")).contains(Role.OPERATOR);
        assertThat(OidcRoles.of(Map.of("groups", List.of("viewer", "kpulse-admin", "x")), "groups"))
                .contains(Role.ADMIN);
        assertThat(OidcRoles.of(Map.of("realm_access", Map.of("roles", List.of("viewer"))), "realm_access.roles"))
                .contains(Role.VIEWER);
        assertThat(OidcRoles.of(Map.of("https://example.org/role", "admin"), "https://example.org/role"))
                .contains(Role.ADMIN);
    }

    @Test
    void whatIsNoRoleGivesNone() {
        assertThat(OidcRoles.of(Map.of("role", "ADMIN"), "role")).isEmpty();
        assertThat(OidcRoles.of(Map.of("role", "administrator"), "role")).isEmpty();
        assertThat(OidcRoles.of(Map.of("role", List.of(Map.of("admin", true), 1)), "role"))
                .isEmpty();
        assertThat(OidcRoles.of(Map.of("a", "text"), "a.b")).isEmpty();
        assertThat(OidcRoles.of(Map.of("role", "admin"), "")).isEmpty();
    }
}

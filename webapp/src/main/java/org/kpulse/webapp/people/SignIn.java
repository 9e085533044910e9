package org.kpulse.webapp.people;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** People as Spring Security wants them. With a one-time password somebody may do nothing but choose another. */
@Component
public class SignIn implements UserDetailsService {

    /** The only authority of somebody with a one-time password. */
    public static final String CHOOSE_PASSWORD = "CHOOSE_PASSWORD";

    /** What everybody has who signed in themselves, and no token. */
    static final String SIGNED_IN = "SIGNED_IN";

    private final PersonStore people;

    SignIn(PersonStore people) {
        this.people = people;
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        return Optional.of(name)
                .filter(PersonStore::isName)
                .flatMap(people::find)
                .flatMap(known ->
                        known.password().map(password -> new SignedIn(known.person(), password, Standing.of(known))))
                .orElseThrow(() -> new UsernameNotFoundException("nobody of this name"));
    }

    /** Of somebody who signed in. */
    public static List<GrantedAuthority> authorities(Role role) {
        return Stream.concat(roles(role).stream(), Stream.of(new SimpleGrantedAuthority(SIGNED_IN)))
                .toList();
    }

    /** As Spring Security names roles. */
    static List<GrantedAuthority> roles(Role role) {
        return role.included().stream()
                .<GrantedAuthority>map(each -> new SimpleGrantedAuthority("ROLE_" + each))
                .toList();
    }
}

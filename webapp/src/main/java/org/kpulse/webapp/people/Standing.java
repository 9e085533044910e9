package org.kpulse.webapp.people;

import java.io.Serializable;
import org.kpulse.harness.state.Sha256;

/**
 * What somebody was when they signed in. When it is no longer so their session ends.
 *
 * @param id of the person
 * @param role what they might do
 * @param oneTime whether they might only choose a password
 * @param enabled whether they might sign in
 * @param password hash of what is stored of it; empty for those who have none here
 */
public record Standing(long id, Role role, boolean oneTime, boolean enabled, String password) implements Serializable {

    /** Somebody who signed in has it. */
    public interface Holder {

        /** As it was then. */
        Standing standing();
    }

    static Standing of(PersonStore.Known known) {
        return of(known.person(), known.password().map(Sha256::ofText).orElse(""));
    }

    /** Of somebody without a password here. */
    public static Standing of(Person person) {
        return of(person, "");
    }

    private static Standing of(Person person, String password) {
        return new Standing(person.id(), person.role(), person.oneTime(), person.enabled(), password);
    }
}

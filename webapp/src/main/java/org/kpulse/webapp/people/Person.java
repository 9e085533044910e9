package org.kpulse.webapp.people;

import java.time.Instant;

/**
 * Somebody who may sign in.
 *
 * @param id in the database
 * @param name to sign in with
 * @param role what they may do
 * @param oneTime whether their password only serves to choose another
 * @param enabled whether they may sign in
 * @param outside whether they sign in through a provider and have no password here
 * @param created when
 */
public record Person(
        long id, String name, Role role, boolean oneTime, boolean enabled, boolean outside, Instant created) {}

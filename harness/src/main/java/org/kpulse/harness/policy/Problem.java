package org.kpulse.harness.policy;

/**
 * Something in the policies that cannot be followed; the others are.
 *
 * @param where file and line, or what else it was said by
 * @param sentence what is wrong and what happens instead
 */
public record Problem(String where, String sentence) {

    @Override
    public String toString() {
        return where + ": " + sentence;
    }
}

package org.kpulse.harness.patch;

/**
 * A mail as git reads it. All of it is a stranger's.
 *
 * @param subject decoded, in one line, with what stands in brackets before it; may be empty
 * @param author name and address, {@code Ann <ann@example.org>}; may be empty
 * @param text what the mail says, decoded, the diff with it
 * @param hasPatch whether there is a diff in it
 * @param raw its bytes, one a character, without fields that say how it came
 */
record Mail(String subject, String author, String text, boolean hasPatch, String raw) {}

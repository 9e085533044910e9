package org.kpulse.harness.config;

/**
 * A value and where it was said.
 *
 * @param value the text
 * @param origin {@code built-in}, a variable's name, {@code command line} or {@code file:line}
 */
public record Setting(String value, String origin) {}

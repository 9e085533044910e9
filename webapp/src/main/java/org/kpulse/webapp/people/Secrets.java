package org.kpulse.webapp.people;

import java.security.SecureRandom;

/** Passwords and tokens that nobody can guess. */
final class Secrets {

    /** Without letters that look alike. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int PASSWORD = 16;
    private static final int TOKEN = 40;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 80 bits. */
    static String password() {
        return letters(PASSWORD);
    }

    /** 200 bits, with a word before it that searches for leaked secrets can find. */
    static String token() {
        return "kpulse_" + letters(TOKEN);
    }

    private static String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}

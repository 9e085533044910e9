package org.kpulse.webapp.table;

import org.kpulse.webapp.server.BadParameter;

/**
 * Which part of a long table is shown.
 *
 * @param page from 1
 */
public record Paging(int page) {

    private static final int SIZE = 100;
    private static final int MOST = 1000;

    /**
     * This page.
     *
     * @throws BadParameter if there can be no such page
     */
    public static Paging of(int page) {
        if (page < 1 || page > MOST) {
            throw new BadParameter("page", "a page is a number from 1 to " + MOST + ", not " + page + ".");
        }
        return new Paging(page);
    }

    /** Rows of a page. */
    public int size() {
        return SIZE;
    }

    /** Rows before it. */
    public int offset() {
        return (page - 1) * SIZE;
    }

    /** As the address has it. */
    public String query() {
        return page == 1 ? "" : "page=" + page;
    }
}

package org.kpulse.webapp.chart;

/** A finished SVG element. Only {@link Svg} makes one, which escapes all text in it: pages may put it out as it is. */
public final class Drawing {

    private final String svg;

    Drawing(String svg) {
        this.svg = svg;
    }

    /** The element, {@code <svg ...>...</svg>}. */
    public String svg() {
        return svg;
    }

    /** For templates. */
    public String getSvg() {
        return svg;
    }

    @Override
    public String toString() {
        return svg;
    }
}

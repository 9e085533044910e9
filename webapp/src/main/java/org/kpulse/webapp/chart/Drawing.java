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

    /** The same as a file of its own, with colours from the style sheet at this address. */
    public String file(String stylesheet) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?xml-stylesheet type=\"text/css\" href=\"" + stylesheet
                + "\"?>\n" + svg.replaceFirst("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ") + "\n";
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

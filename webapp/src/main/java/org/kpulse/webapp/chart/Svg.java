package org.kpulse.webapp.chart;

import org.kpulse.webapp.table.Html;

/**
 * Writes one SVG picture. It has a name for those who do not see it, colours only by classes of the style sheet, and no style or
 * script of its own, which the pages' policy forbids. Every text and attribute is escaped.
 */
final class Svg {

    private final StringBuilder out = new StringBuilder();

    /**
     * An empty picture.
     *
     * @param kind class beside {@code chart}
     * @param width pixels at its natural size
     * @param height likewise
     * @param name what it shows, in words
     */
    Svg(String kind, int width, int height, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A picture needs a name.");
        }
        out.append("<svg class=\"chart ")
                .append(escaped(kind))
                .append("\" width=\"")
                .append(width);
        out.append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height);
        out.append("\" role=\"img\" aria-label=\"").append(escaped(name)).append("\">");
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        out.append("<line class=\"").append(escaped(style)).append('"');
        return number("x1", x1)
                .number("y1", y1)
                .number("x2", x2)
                .number("y2", y2)
                .end();
    }

    Svg rect(String style, double x, double y, double width, double height) {
        out.append("<rect class=\"").append(escaped(style)).append('"');
        return number("x", x)
                .number("y", y)
                .number("width", width)
                .number("height", height)
                .end();
    }

    Svg circle(String style, double x, double y, double radius) {
        out.append("<circle class=\"").append(escaped(style)).append('"');
        return number("cx", x).number("cy", y).number("r", radius).end();
    }

    /** A circle that says this when it is pointed at. */
    Svg circle(String style, double x, double y, double radius, String said) {
        out.append("<circle class=\"").append(escaped(style)).append('"');
        number("cx", x).number("cy", y).number("r", radius);
        out.append("><title>").append(escaped(said)).append("</title></circle>");
        return this;
    }

    /** A path of corners: x, y, x, y ... */
    Svg polyline(String style, double... corners) {
        return shape("polyline", style, corners);
    }

    Svg polygon(String style, double... corners) {
        return shape("polygon", style, corners);
    }

    private Svg shape(String element, String style, double... corners) {
        out.append('<')
                .append(element)
                .append(" class=\"")
                .append(escaped(style))
                .append("\" points=\"");
        for (int i = 0; i < corners.length; i++) {
            out.append(i == 0 ? "" : i % 2 == 0 ? " " : ",").append(rounded(corners[i]));
        }
        out.append('"');
        return end();
    }

    /**
     * A text.
     *
     * @param anchor {@code start}, {@code middle} or {@code end}: which part of it stands at x
     */
    Svg text(String anchor, double x, double y, String text) {
        out.append("<text text-anchor=\"").append(escaped(anchor)).append('"');
        number("x", x).number("y", y);
        out.append('>').append(escaped(text)).append("</text>");
        return this;
    }

    /** A text that says more when it is pointed at. */
    Svg text(String anchor, double x, double y, String text, String said) {
        out.append("<text text-anchor=\"").append(escaped(anchor)).append('"');
        number("x", x).number("y", y);
        out.append("><title>")
                .append(escaped(said))
                .append("</title>")
                .append(escaped(text))
                .append("</text>");
        return this;
    }

    Drawing drawn() {
        return new Drawing(out + "</svg>");
    }

    private Svg end() {
        out.append("/>");
        return this;
    }

    private Svg number(String name, double value) {
        out.append(' ').append(name).append("=\"").append(rounded(value)).append('"');
        return this;
    }

    /** A text of at most so many characters: of a longer one the beginning and the end. */
    static String shortened(String text, int most) {
        int half = (most - 1) / 2;
        return text.length() <= most ? text : text.substring(0, half) + "…" + text.substring(text.length() - half);
    }

    /** To a tenth of a pixel. */
    private static String rounded(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("A place in a picture must be finite, not " + value + ".");
        }
        long tenths = Math.round(value * 10);
        String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths / 10);
        return tenths % 10 == 0 ? whole : whole + "." + Math.abs(tenths % 10);
    }

    private static String escaped(String text) {
        return Html.escaped(text);
    }
}

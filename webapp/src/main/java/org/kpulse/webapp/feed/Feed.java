package org.kpulse.webapp.feed;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.kpulse.webapp.table.Visible;

/**
 * A feed (Atom, RFC 4287).
 *
 * @param path of the page that shows the same, with its query
 * @param self path of the feed itself, with its query
 * @param entries the newest first
 */
public record Feed(String title, String path, String self, List<Entry> entries) {

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

    public Feed {
        entries = List.copyOf(entries);
    }

    /**
     * Something that happened.
     *
     * @param path of its page, which is its identity too
     * @param updated when it last changed
     * @param text what a reader shows below the title
     */
    public record Entry(String path, String title, Instant published, Instant updated, String text) {}

    /**
     * The document.
     *
     * @param site what paths stand behind: {@code https://kpulse.example.org}, without / at its end
     */
    public String xml(String site) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(NAMESPACE);
            element(xml, "id", site + self);
            element(xml, "title", title);
            element(xml, "updated", moment(updated()));
            link(xml, "self", site + self, "application/atom+xml");
            link(xml, "alternate", site + path, "text/html");
            xml.writeStartElement("author");
            element(xml, "name", "Kpulse");
            xml.writeEndElement();
            for (Entry entry : entries) {
                write(xml, site, entry);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text could not be written as XML", e);
        }
        return text.toString();
    }

    private Instant updated() {
        return entries.stream().map(Entry::updated).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static void write(XMLStreamWriter xml, String site, Entry entry) throws XMLStreamException {
        xml.writeStartElement("entry");
        element(xml, "id", site + entry.path());
        element(xml, "title", entry.title());
        element(xml, "published", moment(entry.published()));
        element(xml, "updated", moment(entry.updated()));
        link(xml, "alternate", site + entry.path(), "text/html");
        element(xml, "summary", entry.text());
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(allowed(text));
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String relation, String address, String type)
            throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", allowed(address));
    }

    private static String moment(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** XML has no way to write U+FFFE and U+FFFF; what else is hidden is written out. */
    private static String allowed(String text) {
        return Visible.of(text).replace('\uFFFE', '\uFFFD').replace('\uFFFF', '\uFFFD');
    }
}

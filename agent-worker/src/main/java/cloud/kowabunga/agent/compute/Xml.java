package cloud.kowabunga.agent.compute;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An XML element to read and to build. What people wrote goes in as text and attributes of a tree, and so never as markup. */
final class Xml {
    private final Element element;

    private Xml(Element element) {
        this.element = element;
    }

    static Xml root(String name, String... attributes) {
        var document = builder().newDocument();
        var element = document.createElement(name);
        document.appendChild(element);
        return new Xml(element).with(attributes);
    }

    static Xml parse(String text) {
        try {
            return new Xml(
                    builder().parse(new InputSource(new StringReader(text))).getDocumentElement());
        } catch (SAXException | java.io.IOException malformed) {
            throw new IllegalArgumentException("libvirt gave XML that cannot be read", malformed);
        }
    }

    /** Adds a child and answers with it. Attributes are names and values in turn. */
    Xml add(String name, String... attributes) {
        var child = element.getOwnerDocument().createElement(name);
        element.appendChild(child);
        return new Xml(child).with(attributes);
    }

    /** Adds a child with a text and answers with this element. */
    Xml text(String name, String text) {
        add(name).element.setTextContent(text);
        return this;
    }

    /** Sets the text of this element. */
    Xml content(String text) {
        element.setTextContent(text);
        return this;
    }

    Xml with(String... attributes) {
        for (var i = 0; i < attributes.length; i += 2) {
            element.setAttribute(attributes[i], attributes[i + 1]);
        }
        return this;
    }

    /** All elements of that path below this one. */
    List<Xml> all(String... path) {
        var found = List.of(this);
        for (var name : path) {
            found = found.stream().flatMap(each -> each.children(name).stream()).toList();
        }
        return found;
    }

    Optional<Xml> first(String... path) {
        return all(path).stream().findFirst();
    }

    /** Empty where there is no such attribute. */
    Optional<String> attribute(String name) {
        return element.hasAttribute(name) ? Optional.of(element.getAttribute(name)) : Optional.empty();
    }

    String text() {
        return element.getTextContent().strip();
    }

    private List<Xml> children(String name) {
        var children = new ArrayList<Xml>();
        for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                children.add(new Xml(child));
            }
        }
        return children;
    }

    private static javax.xml.parsers.DocumentBuilder builder() {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        try {
            var transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            var text = new StringWriter();
            transformer.transform(new DOMSource(element), new StreamResult(text));
            return text.toString();
        } catch (TransformerException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

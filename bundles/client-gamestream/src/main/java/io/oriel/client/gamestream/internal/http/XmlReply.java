package io.oriel.client.gamestream.internal.http;

import io.oriel.client.gamestream.GameStreamException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// A host's XML answer; elements are found by name anywhere in the tree, the first one counts
/// (GameStream protocol notes §1.3).
public final class XmlReply {
  private final Element root;

  private XmlReply(Element root) {
    this.root = root;
  }

  public static XmlReply parse(byte[] body) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return new XmlReply(builder.parse(new ByteArrayInputStream(body)).getDocumentElement());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("the host's answer is not XML: " + e.getMessage(), e);
    }
  }

  /// The `status_code` of the root; 0 where it is missing.
  public int status() {
    String text = root.getAttribute("status_code");
    try {
      return (int) Long.parseLong(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  public String message() {
    return root.getAttribute("status_message");
  }

  /// @return this reply
  /// @throws GameStreamException its status is not 200
  public XmlReply orThrow(String what) throws GameStreamException {
    if (status() != 200) {
      String text = message().isEmpty() ? "no reason given" : message();
      throw new GameStreamException(status(), what + ": " + status() + " " + text);
    }
    return this;
  }

  public Optional<String> text(String name) {
    return text(root, name);
  }

  public String required(String name) throws IOException {
    return text(name)
        .orElseThrow(() -> new IOException("the host's answer has no element " + name));
  }

  /// All elements of this name, each as a reply of its own.
  public List<XmlReply> all(String name) {
    var nodes = root.getElementsByTagName(name);
    var found = new ArrayList<XmlReply>();
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add(new XmlReply((Element) nodes.item(i)));
    }
    return found;
  }

  private static Optional<String> text(Element from, String name) {
    var nodes = from.getElementsByTagName(name);
    return nodes.getLength() == 0 ? Optional.empty() : Optional.of(nodes.item(0).getTextContent());
  }
}

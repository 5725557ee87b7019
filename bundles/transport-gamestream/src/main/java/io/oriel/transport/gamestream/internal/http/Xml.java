package io.oriel.transport.gamestream.internal.http;

import java.nio.charset.StandardCharsets;

/// Builds an answer: one `root` element, no white space between elements, since a client's parser
/// trips over it (GS-H-04).
final class Xml {
  private final StringBuilder text = new StringBuilder(256);

  private Xml() {}

  /// An answer that succeeded.
  static Xml ok() {
    return root(200, "");
  }

  /// @param code `status_code`, by which clients decide; HTTP's own status stays 200 (GS-H-03)
  /// @param message shown to the client's user; empty: none
  static Xml root(int code, String message) {
    var xml = new Xml();
    xml.text.append("<?xml version=\"1.0\" encoding=\"utf-8\"?><root status_code=\"").append(code);
    if (!message.isEmpty()) {
      xml.text.append("\" status_message=\"");
      xml.escape(message);
    }
    xml.text.append("\">");
    return xml;
  }

  /// Adds `<name>value</name>`.
  Xml add(String name, String value) {
    open(name);
    escape(value);
    return close(name);
  }

  Xml add(String name, int value) {
    return add(name, Integer.toString(value));
  }

  Xml open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  Xml close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  Reply reply() {
    return new Reply(
        200, "application/xml; charset=utf-8", (text + "</root>").getBytes(StandardCharsets.UTF_8));
  }

  private void escape(String value) {
    value
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                default -> text.appendCodePoint(allowed(c) ? c : 0xfffd);
              }
            });
  }

  /// XML 1.0 §2.2, without line breaks and tabs, which no value of ours needs.
  private static boolean allowed(int c) {
    return c >= 0x20 && c != 0xfffe && c != 0xffff && !(c >= 0xd800 && c <= 0xdfff);
  }
}

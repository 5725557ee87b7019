import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/// Turns Wayland protocol XML into Java, one class per interface. Run by the build:
/// `java ProtocolGenerator.java XML_FOLDER OUT_FOLDER`.
///
/// Requests become methods; an argument that makes an object is a fresh or retired proxy of its
/// class, so that a request can be sent without allocating. Events become methods of a nested
/// `Events` interface, all of them no-ops by default.
final class ProtocolGenerator {
  private static final String PACKAGE = "io.oriel.media.wayland.protocol";
  private static final Set<String> RESERVED =
      Set.of("interface", "default", "class", "int", "final", "switch", "static", "import");

  private final StringBuilder out = new StringBuilder();

  public static void main(String[] args) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    Path folder = Path.of(args[1], PACKAGE.replace('.', '/'));
    Files.createDirectories(folder);
    List<Path> sources;
    try (var files = Files.list(Path.of(args[0]))) {
      sources = files.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
    }
    for (Path source : sources) {
      Element protocol = factory.newDocumentBuilder().parse(source.toFile()).getDocumentElement();
      for (Element type : children(protocol, "interface")) {
        write(folder, type, new ProtocolGenerator().type(type, source.getFileName().toString()));
      }
    }
  }

  private static void write(Path folder, Element type, String text) throws IOException {
    Path file = folder.resolve(className(type.getAttribute("name")) + ".java");
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }

  private String type(Element type, String source) {
    String wire = type.getAttribute("name");
    String name = className(wire);
    List<Element> requests = children(type, "request");
    List<Element> events = children(type, "event");
    line("// Generated from %s, which carries its licence; do not edit.", source);
    line("package %s;", PACKAGE);
    line("");
    line("import io.oriel.media.wayland.MessageReader;");
    line("import io.oriel.media.wayland.WaylandException;");
    line("import io.oriel.media.wayland.WaylandProxy;");
    line("import java.util.Objects;");
    line("");
    line("/// `%s`: %s.", wire, summary(type));
    line("public final class %s extends WaylandProxy {", name);
    line("  /// Its name on the wire.");
    line("  public static final String INTERFACE = \"%s\";", wire);
    line("");
    line("  /// The newest version this class knows.");
    line("  public static final int VERSION = %s;", type.getAttribute("version"));
    for (Element e : children(type, "enum")) {
      for (Element entry : children(e, "entry")) {
        line("");
        line("  /// `%s`: %s.", entry.getAttribute("name"), summary(entry));
        line(
            "  public static final int %s = %s;",
            (e.getAttribute("name") + "_" + entry.getAttribute("name")).toUpperCase(Locale.ROOT),
            entry.getAttribute("value"));
      }
    }
    line("");
    line("  private static final Events NONE = new Events() {};");
    line("");
    line("  private Events events = NONE;");
    line("");
    line("  /// A proxy whose events nobody hears.");
    line("  public %s() {}", name);
    line("");
    line("  public %s(Events events) {", name);
    line("    listen(events);");
    line("  }");
    line("");
    line("  /// Says who hears its events, on the thread that dispatches the connection.");
    line("  public void listen(Events listener) {");
    line("    events = Objects.requireNonNull(listener);");
    line("  }");
    line("");
    line("  @Override");
    line("  public String interfaceName() {");
    line("    return INTERFACE;");
    line("  }");
    line("");
    line("  @Override");
    line("  public int newestVersion() {");
    line("    return VERSION;");
    line("  }");
    for (int i = 0; i < requests.size(); i++) {
      request(requests.get(i), i);
    }
    dispatch(events);
    eventDescriptors(events);
    line("");
    line("  /// What the compositor tells.");
    line("  public interface Events {");
    for (int i = 0; i < events.size(); i++) {
      Element event = events.get(i);
      line("%s    /// `%s`: %s.", i == 0 ? "" : "\n", event.getAttribute("name"), summary(event));
      line(
          "    default void %s(%s) throws WaylandException {%s}",
          method(event), String.join(", ", eventParameters(event)), closeUnheard(event));
    }
    line("  }");
    line("}");
    return out.toString();
  }

  private static List<String> eventParameters(Element event) {
    var list = new ArrayList<String>();
    for (Element arg : children(event, "arg")) {
      list.add(javaType(arg) + " " + camel(arg.getAttribute("name")));
    }
    return list;
  }

  /// A descriptor belongs to the listener; nobody listening, nobody would close it.
  private static String closeUnheard(Element event) {
    var text = new StringBuilder();
    for (Element arg : children(event, "arg")) {
      if (isFd(arg)) {
        text.append("\n      io.oriel.media.nat.Fd.close(")
            .append(camel(arg.getAttribute("name")))
            .append(");\n    ");
      }
    }
    return text.toString();
  }

  private void request(Element request, int opcode) {
    var parameters = new ArrayList<String>();
    var body = new ArrayList<String>();
    String made = null;
    String since = request.getAttribute("since");
    for (Element arg : children(request, "arg")) {
      String arguments = camel(arg.getAttribute("name"));
      boolean nullable = arg.getAttribute("allow-null").equals("true");
      parameters.add(javaType(arg) + " " + arguments);
      switch (arg.getAttribute("type")) {
        case "int", "uint" -> body.add("putInt(" + arguments + ");");
        case "fixed" -> body.add("putFixed(" + arguments + ");");
        case "string" -> body.add((nullable ? "putOptional(" : "putString(") + arguments + ");");
        case "array" -> body.add("putArray(" + arguments + ");");
        case "fd" -> body.add("putFd(" + arguments + ");");
        case "object" -> body.add((nullable ? "putOptional(" : "putObject(") + arguments + ");");
        case "new_id" -> {
          made = arguments;
          if (arg.getAttribute("interface").isEmpty()) {
            parameters.add("int version");
            body.add("putString(" + arguments + ".interfaceName());");
            body.add("putInt(version);");
          }
          body.add("putNew(" + arguments + ");");
        }
        default -> throw new IllegalArgumentException(arg.getAttribute("type"));
      }
    }
    boolean untyped = parameters.contains("int version");
    line("");
    line("  /// `%s`: %s.", request.getAttribute("name"), summary(request));
    line(
        "  public void %s(%s) throws WaylandException {",
        method(request), String.join(", ", parameters));
    if (!since.isEmpty()) {
      line("    require(%s, \"%s\");", since, request.getAttribute("name"));
    }
    if (made != null) {
      line("    adopt(%s, %s);", made, untyped ? "version" : "version()");
    }
    line("    begin(%d);", opcode);
    body.forEach(l -> line("    %s", l));
    line("    end();");
    if (request.getAttribute("type").equals("destructor")) {
      line("    retire();");
    }
    line("  }");
  }

  private void dispatch(List<Element> events) {
    line("");
    line("  @Override");
    line("  protected void dispatch(int opcode, MessageReader in) throws WaylandException {");
    line("    switch (opcode) {");
    for (int i = 0; i < events.size(); i++) {
      var names = new ArrayList<String>();
      line("      case %d -> {", i);
      for (Element arg : children(events.get(i), "arg")) {
        String name = camel(arg.getAttribute("name"));
        names.add(name);
        if (!isFd(arg)) {
          line("        %s %s = %s;", javaType(arg), name, read(arg));
        }
      }
      line("        in.finish();");
      // descriptors last: once taken, nothing may fail that would leak them
      for (Element arg : children(events.get(i), "arg")) {
        if (isFd(arg)) {
          line("        int %s = in.readFd();", camel(arg.getAttribute("name")));
        }
      }
      line("        events.%s(%s);", method(events.get(i)), String.join(", ", names));
      line("      }");
    }
    line("      default -> throw unknownEvent(opcode);");
    line("    }");
    line("  }");
  }

  private void eventDescriptors(List<Element> events) {
    line("");
    line("  @Override");
    line("  protected int descriptors(int opcode) {");
    line("    return switch (opcode) {");
    for (int i = 0; i < events.size(); i++) {
      long count =
          children(events.get(i), "arg").stream()
              .filter(ProtocolGenerator::isFd)
              .count();
      if (count > 0) {
        line("      case %d -> %d;", i, count);
      }
    }
    line("      default -> 0;");
    line("    };");
    line("  }");
  }

  private static boolean isFd(Element arg) {
    return arg.getAttribute("type").equals("fd");
  }

  private static String read(Element arg) {
    String type = arg.getAttribute("interface");
    return switch (arg.getAttribute("type")) {
      case "int", "uint" -> "in.readInt()";
      case "fixed" -> "in.readFixed()";
      case "string" -> "in.readString()";
      case "array" -> "in.readArray()";
      case "object" ->
          type.isEmpty() ? "in.readObject()" : "in.readObject(" + className(type) + ".class)";
      case "new_id" ->
          "in.readNew(new " + className(type) + "(), version())";
      default -> throw new IllegalArgumentException(arg.getAttribute("type"));
    };
  }

  private static String javaType(Element arg) {
    String type = arg.getAttribute("interface");
    return switch (arg.getAttribute("type")) {
      case "int", "uint", "fd" -> "int";
      case "fixed" -> "double";
      case "string" -> "String";
      case "array" -> "java.lang.foreign.MemorySegment";
      case "object", "new_id" -> type.isEmpty() ? "WaylandProxy" : className(type);
      default -> throw new IllegalArgumentException(arg.getAttribute("type"));
    };
  }

  private static String summary(Element of) {
    String text = of.getAttribute("summary");
    for (Element description : children(of, "description")) {
      text = description.getAttribute("summary");
    }
    text = text.replaceAll("\\s+", " ").strip();
    return text.isEmpty() ? "see the protocol" : text.replaceAll("\\.$", "");
  }

  private static String method(Element message) {
    return camel(message.getAttribute("name"));
  }

  private static String className(String wire) {
    return Character.toUpperCase(wire.charAt(0)) + camelTail(wire.substring(1));
  }

  private static String camel(String wire) {
    String name = camelTail(wire);
    return RESERVED.contains(name) ? name + "_" : name;
  }

  private static String camelTail(String wire) {
    var text = new StringBuilder();
    for (int i = 0; i < wire.length(); i++) {
      char c = wire.charAt(i);
      if (c == '_' && i + 1 < wire.length()) {
        text.append(Character.toUpperCase(wire.charAt(++i)));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static List<Element> children(Element of, String tag) {
    var list = new ArrayList<Element>();
    for (var n = of.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element e && e.getTagName().equals(tag)) {
        list.add(e);
      }
    }
    return list;
  }

  private void line(String format, Object... arguments) {
    out.append(arguments.length == 0 ? format : String.format(format, arguments)).append('\n');
  }
}

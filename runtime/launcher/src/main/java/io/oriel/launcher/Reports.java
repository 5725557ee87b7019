package io.oriel.launcher;

import java.util.Hashtable;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;

/// What only the launcher knows, for the doctor: services of type `Supplier<String>` with the
/// property `oriel.report`, each giving one JSON value. A JDK type, since the launcher shares no
/// package with the bundles.
final class Reports {
  private Reports() {}

  static void register(BundleContext framework, int base, int admin) {
    register(framework, "java", Reports::java);
    register(framework, "ports", () -> ports(base, admin));
  }

  private static void register(BundleContext framework, String name, Supplier<String> report) {
    var properties = new Hashtable<String, Object>();
    properties.put("oriel.report", name);
    framework.registerService(Supplier.class, report, properties);
  }

  private static String java() {
    return "{\"version\":"
        + quote(Runtime.version().toString())
        + ",\"home\":"
        + quote(System.getProperty("java.home"))
        + ",\"remarks\":["
        + String.join(",", JavaRuntime.remarks().stream().map(Reports::quote).toList())
        + "]}";
  }

  private static String ports(int base, int admin) {
    var items =
        PortHolders.find(base, admin).stream()
            .map(
                h ->
                    "{\"protocol\":"
                        + quote(h.protocol())
                        + ",\"port\":"
                        + h.port()
                        + ",\"use\":"
                        + quote(h.use())
                        + ",\"holder\":"
                        + quote(h.holder())
                        + "}")
            .toList();
    return "[" + String.join(",", items) + "]";
  }

  static String quote(String text) {
    var out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}

package io.oriel.bench;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the figures were taken on.
final class Machine {
  private static final long MIB = 1024;

  private Machine() {}

  static JsonObject describe() throws IOException {
    var machine = new JsonObject();
    machine.addProperty("cpu", field("/proc/cpuinfo", "model name"));
    machine.addProperty("cores", Runtime.getRuntime().availableProcessors());
    String total = field("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
    machine.addProperty("memoryMiB", total.isEmpty() ? 0 : Long.parseLong(total) / MIB);
    machine.addProperty("kernel", System.getProperty("os.version"));
    machine.addProperty("os", field("/etc/os-release", "PRETTY_NAME").replace("\"", ""));
    machine.addProperty("java", Runtime.version().toString());
    return machine;
  }

  private static String field(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(l -> l.startsWith(name))
        .map(l -> l.substring(l.indexOf(l.contains("=") ? '=' : ':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}

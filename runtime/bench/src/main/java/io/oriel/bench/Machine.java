package io.oriel.bench;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
    machine.addProperty("jvm", System.getProperty("java.vm.name"));
    machine.addProperty("flags", flags());
    machine.addProperty("commit", commit());
    machine.addProperty("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    // what else ran when this began: above 0.5, figures are worth less
    machine.addProperty(
        "load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    return machine;
  }

  private static String flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("-X"))
        .collect(Collectors.joining(" "));
  }

  /// The commit of the checkout, with `+` where files differ from it; empty without a checkout.
  private static String commit() {
    String checkout = System.getProperty("oriel.checkout", ".");
    String commit = git(checkout, "rev-parse", "--short=12", "HEAD");
    String changed = git(checkout, "status", "--porcelain", "--untracked-files=no");
    return changed.isEmpty() ? commit : commit + "+";
  }

  private static String git(String checkout, String... words) {
    var command = new ArrayList<>(List.of("git", "-C", checkout));
    command.addAll(List.of(words));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      git.getOutputStream().close();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException _) {
      return ""; // no git here: the figures stand without a commit
    }
  }

  private static String field(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(l -> l.startsWith(name))
        .map(l -> l.substring(l.indexOf(l.contains("=") ? '=' : ':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}

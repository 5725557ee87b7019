package io.oriel.host.probe.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Kernel, distribution and memory: `kernel.release`, `os.id`, `os.version`, `os.name`,
/// `memory.total.mib`. They do not change while a host runs.
@Component
public final class SystemProbe implements Probe {
  private final Path root;

  @Activate
  public SystemProbe() {
    this(Path.of("/"));
  }

  SystemProbe(Path root) {
    this.root = root;
  }

  @Override
  public void start(ProbeSink sink) {
    sink.fact("kernel.release", Sysfs.text(root.resolve("proc/sys/kernel/osrelease")).orElse(null));
    Map<String, String> os = Sysfs.assignments(root.resolve("etc/os-release"));
    sink.fact("os.id", os.get("ID"));
    sink.fact("os.version", os.get("VERSION_ID"));
    sink.fact("os.name", os.get("PRETTY_NAME"));
    sink.fact("memory.total.mib", memory());
  }

  @Override
  public void close() {}

  // proc(5): "MemTotal: <n> kB"
  private String memory() {
    return Sysfs.text(root.resolve("proc/meminfo"))
        .orElse("")
        .lines()
        .filter(line -> line.startsWith("MemTotal:"))
        .map(line -> line.replaceAll("\\D", ""))
        .map(kib -> Long.toString(Long.parseLong(kib) / 1024))
        .findFirst()
        .orElse(null);
  }
}

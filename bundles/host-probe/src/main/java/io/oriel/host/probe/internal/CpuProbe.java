package io.oriel.host.probe.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Processors: `cpu.count`, `cpu.model`, `cpu.arch`, `cpu.avx2`, `cpu.avx512`.
@Component
public final class CpuProbe implements Probe {
  private final Path cpuinfo;

  @Activate
  public CpuProbe() {
    this(Path.of("/proc/cpuinfo"));
  }

  CpuProbe(Path cpuinfo) {
    this.cpuinfo = cpuinfo;
  }

  /// Processors do not change while a host runs, nothing is watched. The count is what this process
  /// may use: affinity and control groups are considered.
  @Override
  public void start(ProbeSink sink) throws IOException {
    sink.fact("cpu.count", Integer.toString(Runtime.getRuntime().availableProcessors()));
    sink.fact("cpu.arch", System.getProperty("os.arch"));
    List<String> lines = Files.readAllLines(cpuinfo);
    sink.fact("cpu.model", field(lines, "model name").orElse(null));
    Set<String> flags = Set.of(field(lines, "flags").orElse("").split(" +"));
    sink.fact("cpu.avx2", flags.contains("avx2") ? "yes" : "no");
    boolean wide = flags.contains("avx512f") && flags.contains("avx512bw");
    sink.fact("cpu.avx512", wide && flags.contains("avx512vl") ? "yes" : "no");
  }

  @Override
  public void close() {}

  private static Optional<String> field(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}

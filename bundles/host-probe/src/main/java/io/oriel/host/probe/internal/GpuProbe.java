package io.oriel.host.probe.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// GPUs by their render nodes: `gpu.count` and, for each, `gpu.<n>.path`, `.driver`, `.vendor`,
/// `.device`, `.access`; conditions `oriel.gpu` and `oriel.gpu.<driver>`.
@Component
public final class GpuProbe implements Probe {
  private static final List<String> FIELDS =
      List.of("path", "driver", "vendor", "device", "access");

  private final FileWatch files;
  private final Path nodes;
  private final Path sysfs;
  private final Set<String> drivers = new TreeSet<>(); // guarded by this
  private int shown; // guarded by this
  private AutoCloseable watch;

  @Activate
  public GpuProbe(@Reference FileWatch files) {
    this(files, Path.of("/dev/dri"), Path.of("/sys/class/drm"));
  }

  GpuProbe(FileWatch files, Path nodes, Path sysfs) {
    this.files = files;
    this.nodes = nodes;
    this.sysfs = sysfs;
  }

  @Override
  public void start(ProbeSink sink) {
    watch =
        files.watch(
            nodes, name -> name.startsWith("renderD"), FileWatch.Changes.ALL, () -> look(sink));
    look(sink);
  }

  @Override
  public void close() {
    try {
      if (watch != null) {
        watch.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void look(ProbeSink sink) {
    List<Path> found = renderNodes();
    Set<String> gone = new TreeSet<>(drivers);
    drivers.clear();
    for (int i = 0; i < found.size(); i++) {
      Path node = found.get(i);
      Path device = sysfs.resolve(node.getFileName().toString()).resolve("device");
      String key = "gpu." + i + ".";
      sink.fact(key + "path", node.toString());
      sink.fact(key + "vendor", Sysfs.text(device.resolve("vendor")).orElse(null));
      sink.fact(key + "device", Sysfs.text(device.resolve("device")).orElse(null));
      sink.fact(key + "access", Sysfs.access(node));
      String driver = driver(device);
      sink.fact(key + "driver", driver);
      if (driver != null) {
        drivers.add(driver);
        sink.condition("oriel.gpu." + driver, true);
      }
    }
    for (int i = found.size(); i < shown; i++) {
      String key = "gpu." + i + ".";
      FIELDS.forEach(field -> sink.fact(key + field, null));
    }
    shown = found.size();
    gone.removeAll(drivers);
    gone.forEach(driver -> sink.condition("oriel.gpu." + driver, false));
    sink.fact("gpu.count", Integer.toString(found.size()));
    sink.condition("oriel.gpu", !found.isEmpty());
  }

  private List<Path> renderNodes() {
    try (Stream<Path> entries = Files.list(nodes)) {
      return entries
          .filter(p -> p.getFileName().toString().startsWith("renderD"))
          .sorted()
          .toList();
    } catch (IOException _) {
      return List.of(); // no such directory: no GPU
    }
  }

  private static String driver(Path device) {
    try {
      return device.resolve("driver").toRealPath().getFileName().toString();
    } catch (IOException _) {
      return null;
    }
  }
}

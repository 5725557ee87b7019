package io.oriel.host.probe.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Whether a PipeWire of this user listens: `pipewire.socket`; condition `oriel.pipewire.running`.
@Component
public final class PipeWireProbe implements Probe {
  private static final String SOCKET = "pipewire-0";

  private final FileWatch files;
  private final Path directory;
  private AutoCloseable watch;

  @Activate
  public PipeWireProbe(@Reference FileWatch files) throws IOException {
    this(files, directory(System.getenv(), Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
  }

  PipeWireProbe(FileWatch files, Path directory) {
    this.files = files;
    this.directory = directory;
  }

  /// As PipeWire's own clients look for it.
  static Path directory(Map<String, String> environment, Object uid) {
    for (String name : new String[] {"PIPEWIRE_RUNTIME_DIR", "XDG_RUNTIME_DIR"}) {
      String value = environment.getOrDefault(name, "");
      if (value.startsWith("/")) {
        return Path.of(value);
      }
    }
    return Path.of("/run/user/" + uid);
  }

  @Override
  public void start(ProbeSink sink) {
    watch = files.watch(directory, SOCKET::equals, FileWatch.Changes.NAMES, () -> look(sink));
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

  private void look(ProbeSink sink) {
    Path socket = directory.resolve(SOCKET);
    boolean there = Files.exists(socket);
    sink.fact("pipewire.socket", there ? socket.toString() : null);
    sink.condition("oriel.pipewire.running", there);
  }
}

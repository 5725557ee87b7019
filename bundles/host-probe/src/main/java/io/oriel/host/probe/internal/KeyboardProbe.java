package io.oriel.host.probe.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The system's keyboard from `/etc/default/keyboard` (keyboard(5)): `keyboard.layout`,
/// `keyboard.variant`, `keyboard.model`, `keyboard.options`; absent where the file does not say.
@Component
public final class KeyboardProbe implements Probe {
  private static final Map<String, String> KEYS =
      Map.of(
          "keyboard.layout", "XKBLAYOUT",
          "keyboard.variant", "XKBVARIANT",
          "keyboard.model", "XKBMODEL",
          "keyboard.options", "XKBOPTIONS");

  private final FileWatch files;
  private final Path file;
  private AutoCloseable watch;

  @Activate
  public KeyboardProbe(@Reference FileWatch files) {
    this(files, Path.of("/etc/default/keyboard"));
  }

  KeyboardProbe(FileWatch files, Path file) {
    this.files = files;
    this.file = file;
  }

  @Override
  public void start(ProbeSink sink) {
    watch =
        files.watch(file.getParent(), "keyboard"::equals, FileWatch.Changes.ALL, () -> look(sink));
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
    Map<String, String> values = Sysfs.assignments(file);
    KEYS.forEach(
        (key, name) -> {
          String value = values.get(name);
          sink.fact(key, value == null || value.isEmpty() ? null : value);
        });
  }
}

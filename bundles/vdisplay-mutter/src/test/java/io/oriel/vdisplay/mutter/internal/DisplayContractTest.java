package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.desktop.DisplayProcesses;
import io.oriel.pattern.PatternWindow;
import io.oriel.tck.VirtualDisplayContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A headless Mutter of its own for every display.
class DisplayContractTest extends VirtualDisplayContract {
  private final Map<VirtualDisplay, Viewer> viewers = new HashMap<>();
  private OwnMutter mutter;
  @TempDir private Path state;

  @BeforeEach
  void prepare() {
    mutter = new OwnMutter(state, OwnMutter.EMPTY);
  }

  @AfterEach
  void end() {
    if (mutter != null) {
      viewers.values().forEach(Viewer::close);
      mutter.close();
    }
  }

  @Override
  protected VirtualDisplayProvider provider() {
    return mutter.displays;
  }

  @Override
  protected Negotiated negotiate(VirtualDisplay display) throws Exception {
    Viewer viewer = viewers.get(display);
    if (viewer == null) {
      viewers.put(display, new Viewer(display));
    } else {
      DisplayRequest mode = display.actual();
      viewer.reconfigure(mode.widthPx(), mode.heightPx(), mode.refreshMilliHz());
    }
    return () -> {};
  }

  @Override
  protected Optional<Program> program(VirtualDisplay display) throws Exception {
    if (!viewers.containsKey(display)) {
      negotiate(display);
    }
    var window = PatternWindow.open(socket(display).toString());
    return Optional.of(
        new Program() {
          @Override
          public boolean running() {
            return !window.gone();
          }

          @Override
          public void close() {
            window.close();
          }
        });
  }

  @Override
  protected Optional<Callable<Boolean>> witness(VirtualDisplay display) {
    Path socket = socket(display);
    return Optional.of(() -> Files.exists(socket));
  }

  @Override
  protected boolean kill(VirtualDisplay display) {
    DisplayProcesses.of(display.id()).alive().stream()
        .filter(process -> process.info().command().orElse("").endsWith("/mutter"))
        .findFirst()
        .orElseThrow()
        .destroyForcibly();
    return true;
  }

  private static Path socket(VirtualDisplay display) {
    var environment = display.environment();
    return Path.of(environment.get("XDG_RUNTIME_DIR"), environment.get("WAYLAND_DISPLAY"));
  }
}

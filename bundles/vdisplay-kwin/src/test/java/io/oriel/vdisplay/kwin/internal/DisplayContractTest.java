package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.desktop.DisplayProcesses;
import io.oriel.media.wayland.testing.TestWindow;
import io.oriel.tck.VirtualDisplayContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A KWin of its own for every display.
class DisplayContractTest extends VirtualDisplayContract {
  @TempDir Path folder;
  private Contract contract;

  @BeforeEach
  void prepare() throws IOException {
    contract = new Contract(folder);
  }

  @AfterEach
  void close() {
    if (contract != null) {
      contract.close();
    }
  }

  @Override
  protected VirtualDisplayProvider provider() {
    return contract.displays;
  }

  @Override
  protected Optional<Program> program(VirtualDisplay display) throws Exception {
    var window = new TestWindow(socket(display).toString(), true);
    window.fill(0x336699);
    return Optional.of(
        new Program() {
          @Override
          public boolean running() {
            try {
              window.pump();
              return true;
            } catch (IOException _) {
              return false;
            }
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
        .filter(p -> p.info().command().orElse("").endsWith("/kwin_wayland"))
        .findFirst()
        .orElseThrow()
        .destroyForcibly();
    return true;
  }

  private static Path socket(VirtualDisplay display) {
    return Path.of(display.environment().get("XDG_RUNTIME_DIR"), "wayland-kwin");
  }
}

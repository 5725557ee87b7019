package io.oriel.vdisplay.wlroots.internal;

import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.programs.Programs;
import io.oriel.media.wayland.testing.TestWindow;
import io.oriel.tck.VirtualDisplayContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Monitors in a sway that stands for the user's desktop.
class AttachedContractTest extends VirtualDisplayContract {
  @TempDir Path folder;
  private UserDesktop desktop;
  private WlrootsDisplays displays;

  @BeforeEach
  void prepare() throws Exception {
    Assumptions.assumeTrue(Programs.ofHost().has("sway"), "sway is not installed");
    System.setProperty("oriel.state", folder.resolve("state").toString());
    desktop = UserDesktop.sway(folder);
    displays =
        new WlrootsDisplays(
            Fixture.settings(Map.of("desktop", "attach")),
            Programs.ofHost(),
            Map.of("XDG_RUNTIME_DIR", desktop.directory().toString()));
  }

  @AfterEach
  void close() {
    if (displays != null) {
      displays.close();
    }
    if (desktop != null) {
      desktop.close();
    }
    System.clearProperty("oriel.state");
  }

  @Override
  protected VirtualDisplayProvider provider() {
    return displays;
  }

  @Override
  protected Optional<Program> program(VirtualDisplay display) throws Exception {
    var window = new TestWindow(desktop.socket().orElseThrow().toString());
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
  protected Optional<Callable<Boolean>> witness(VirtualDisplay display) throws Exception {
    String output = ((CaptureTarget.WaylandOutput) display.captureTarget()).output();
    return Optional.of(
        () -> desktop.outputs().stream().anyMatch(line -> line.startsWith(output + " ")));
  }

  @Override
  protected boolean kill(VirtualDisplay display) {
    desktop.compositor().destroyForcibly();
    return true;
  }
}

package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.HostFacts;
import io.oriel.lib.programs.Programs;
import io.oriel.tck.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// A KWin of its own for every display, in a folder of its own, for the contracts.
final class Contract implements AutoCloseable {
  final KwinDisplays displays;

  /// @param folder empty
  Contract(Path folder) throws IOException {
    Assumptions.assumeTrue(Programs.ofHost().has("kwin_wayland"), "KWin is not installed");
    Assumptions.assumeTrue(Programs.ofHost().has("sway"), "sway is not installed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    System.setProperty("oriel.run", Files.createDirectory(folder.resolve("run")).toString());
    System.setProperty("oriel.logs", folder.resolve("logs").toString());
    displays =
        Fixture.displays(
            new OpenDisplays(),
            Map.of("desktop", "own", "open_terminal", false, "open_timeout_ms", 30_000L),
            Programs.ofHost(),
            folder,
            Optional.empty());
  }

  static HostFacts facts() {
    var facts = new HashMap<String, String>();
    for (String program : new String[] {"sway", "setpriv", "Xwayland"}) {
      Programs.ofHost()
          .find(program)
          .ifPresent(path -> facts.put("program." + program + ".path", path.toString()));
    }
    facts.put(KwinProbe.PATH, "/usr/bin/kwin_wayland");
    return new Facts(facts);
  }

  @Override
  public void close() {
    displays.close();
    System.clearProperty("oriel.run");
    System.clearProperty("oriel.logs");
  }
}

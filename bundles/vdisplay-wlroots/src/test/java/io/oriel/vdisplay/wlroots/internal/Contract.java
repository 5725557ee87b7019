package io.oriel.vdisplay.wlroots.internal;

import io.oriel.api.backend.HostFacts;
import io.oriel.lib.programs.Programs;
import io.oriel.tck.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// The backend in a folder of its own, for the contracts.
final class Contract implements AutoCloseable {
  final WlrootsDisplays displays;

  /// @param folder empty
  Contract(Path folder) throws IOException {
    Assumptions.assumeTrue(Programs.ofHost().has("sway"), "sway is not installed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    System.setProperty("oriel.run", Files.createDirectory(folder.resolve("run")).toString());
    System.setProperty("oriel.logs", folder.resolve("logs").toString());
    displays = new WlrootsDisplays(Fixture.settings(Map.of("desktop", "own")));
  }

  static HostFacts facts() {
    var facts = new HashMap<String, String>();
    for (String program : new String[] {"sway", "swaybg", "foot", "waybar", "fuzzel", "setpriv"}) {
      Programs.ofHost()
          .find(program)
          .ifPresent(path -> facts.put("program." + program + ".path", path.toString()));
    }
    return new Facts(facts);
  }

  @Override
  public void close() {
    displays.close();
    System.clearProperty("oriel.run");
    System.clearProperty("oriel.logs");
  }
}

package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.HostFacts;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.desktop.DisplayProcesses;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import io.oriel.tck.VirtualDisplayProviderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class DisplaysContractTest extends VirtualDisplayProviderContract {
  private static final List<String> NEEDED =
      List.of("mutter", "dbus-daemon", "pipewire", "wireplumber");

  private PipeWireServers servers;
  private MutterDisplays displays;
  @TempDir private Path state;

  @BeforeEach
  void prepare() {
    Programs programs = Programs.ofHost();
    for (String each : NEEDED) {
      Assumptions.assumeTrue(programs.has(each), each + " is not installed");
    }
    servers = new PipeWireServers(Map.of(), Account.hostUid(), programs);
    displays =
        new MutterDisplays(
            Fixture.settings(
                Map.of("desktop", "own", "open_timeout_ms", 60_000L, "open_terminal", false)),
            servers,
            new OpenDisplays(),
            programs,
            new SessionBus("unix:path=/nonexistent", Path.of("/nonexistent")),
            new LayoutJournal(state));
  }

  @AfterEach
  void end() {
    if (displays != null) {
      displays.close();
      servers.close();
    }
  }

  @Override
  protected VirtualDisplayProvider provider() {
    return displays;
  }

  @Override
  protected HostFacts facts() {
    var facts = new HashMap<String, String>();
    facts.put("program.mutter.version", "43.8");
    facts.put("pipewire.library.version", "0.3.65");
    for (String program : NEEDED) {
      Programs.ofHost()
          .find(program)
          .ifPresent(path -> facts.put("program." + program + ".path", path.toString()));
    }
    return Fixture.facts(facts);
  }

  @Override
  protected DisplayRequest unfitRequest() {
    return request().arranged(Arrangement.MIRROR, Optional.of("DP-1"));
  }

  @Override
  protected boolean programsHave(VirtualDisplay display, String name, String value)
      throws IOException {
    for (ProcessHandle process : DisplayProcesses.of(display.id()).alive()) {
      Path environment = Path.of("/proc/" + process.pid() + "/environ");
      if (Files.readString(environment).contains(name + "=" + value)) {
        return true;
      }
    }
    return false;
  }
}

package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.HostFacts;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.desktop.DisplayProcesses;
import io.oriel.lib.programs.Programs;
import io.oriel.tck.VirtualDisplayProviderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class DisplaysContractTest extends VirtualDisplayProviderContract {
  private OwnMutter mutter;
  @TempDir private Path state;

  @BeforeEach
  void prepare() {
    mutter = new OwnMutter(state, OwnMutter.EMPTY);
  }

  @AfterEach
  void end() {
    if (mutter != null) {
      mutter.close();
    }
  }

  @Override
  protected VirtualDisplayProvider provider() {
    return mutter.displays;
  }

  @Override
  protected HostFacts facts() {
    var facts = new HashMap<String, String>();
    facts.put("program.mutter.version", "43.8");
    facts.put("pipewire.library.version", "0.3.65");
    for (String program : OwnMutter.needed("mutter")) {
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

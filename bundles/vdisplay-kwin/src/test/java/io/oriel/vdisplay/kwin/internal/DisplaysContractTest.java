package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.HostFacts;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.desktop.DisplayProcesses;
import io.oriel.tck.VirtualDisplayProviderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class DisplaysContractTest extends VirtualDisplayProviderContract {
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
  protected HostFacts facts() {
    return Contract.facts();
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

package io.oriel.input.libei.internal;

import io.oriel.api.display.InputKind;
import io.oriel.api.display.InputTarget.EisFd;
import io.oriel.api.display.InputTarget.EisSocket;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.tck.InjectorProviderContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract of injector backends.
class LibeiInputContractTest extends InjectorProviderContract {
  private static final Region DISPLAY = new Region(0, 0, 640, 480);

  @TempDir Path folder;
  private EisServer server;

  @AfterEach
  void end() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected InjectorProvider provider() {
    return Configs.input();
  }

  @Override
  protected InjectorProvider.Request request() {
    return new InjectorProvider.Request(
        "mutter", InputKind.EIS_FD, DeviceKind.KEYBOARD, Optional.empty());
  }

  @Override
  protected InjectorProvider.Placement place() throws Exception {
    server = new EisServer().offers("ei_keyboard").start();
    return new InjectorProvider.Placement(
        "display", new EisFd(server.connect(), Optional.empty()), DISPLAY);
  }

  @Override
  protected Optional<InjectorProvider.Placement> deadPlace() {
    return Optional.of(
        new InjectorProvider.Placement(
            "display", new EisSocket(folder.resolve("nobody").toString()), DISPLAY));
  }
}

package io.oriel.vdisplay.wlroots.internal;

import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.lib.programs.Programs;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A process that opens a display, prints its id and waits to be killed.
final class HostToKill {
  private HostToKill() {}

  /// @param arguments of a display in a running desktop: its `XDG_RUNTIME_DIR` and the arrangement;
  ///     none: in one of its own
  public static void main(String[] arguments) throws Exception {
    var displays =
        arguments.length == 0
            ? new WlrootsDisplays(Fixture.settings(Map.of()))
            : new WlrootsDisplays(
                Fixture.settings(Map.of("desktop", "attach")),
                Programs.ofHost(),
                Map.of("XDG_RUNTIME_DIR", arguments[0]));
    var arrangement =
        arguments.length == 0 ? Arrangement.EXTEND : Arrangement.valueOf(arguments[1]);
    var display =
        displays.open(
            DisplayRequest.of("test", 640, 480, 60_000).arranged(arrangement, Optional.empty()),
            Map.of(),
            new Fixture.Health());
    System.out.println(display.id());
    new CountDownLatch(1).await();
  }
}

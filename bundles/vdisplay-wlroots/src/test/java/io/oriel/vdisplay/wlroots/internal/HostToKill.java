package io.oriel.vdisplay.wlroots.internal;

import io.oriel.api.display.DisplayRequest;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A process that opens a display, prints its id and waits to be killed.
final class HostToKill {
  private HostToKill() {}

  public static void main(String[] arguments) throws Exception {
    var displays = new WlrootsDisplays(Fixture.settings(Map.of()));
    var display =
        displays.open(
            DisplayRequest.of("test", 640, 480, 60_000), java.util.Map.of(), new Fixture.Health());
    System.out.println(display.id());
    new CountDownLatch(1).await();
  }
}

package io.oriel.input.uinput.internal;

import io.oriel.api.backend.StageHealth;
import io.oriel.api.input.DeviceKind;
import io.oriel.input.uinput.internal.nat.DeviceSpec;
import io.oriel.input.uinput.internal.nat.KernelDevice;
import io.oriel.media.nat.ErrnoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The devices of an injector that are there from the start: all but pads. Those not asked for are
/// `null`.
final class SeatDevices {
  private final List<KernelDevice> all = new ArrayList<>();
  private Keyboard keyboard;
  private Mouse mouse;
  private TouchScreen touchScreen;
  private PenTablet pen;

  private SeatDevices() {}

  /// Makes all or none of the devices.
  static SeatDevices create(Set<DeviceKind> wanted, Names names, Area area, boolean powerKeys)
      throws ErrnoException {
    var made = new SeatDevices();
    try {
      if (wanted.contains(DeviceKind.KEYBOARD)) {
        made.keyboard = new Keyboard(made.add(Keyboard.spec(names, powerKeys)), powerKeys);
      }
      if (wanted.contains(DeviceKind.POINTER)) {
        var relative = made.add(Mouse.spec(names));
        made.mouse = new Mouse(relative, made.add(Mouse.absoluteSpec(names, area)), area);
      }
      if (wanted.contains(DeviceKind.TOUCH)) {
        made.touchScreen = new TouchScreen(made.add(TouchScreen.spec(names, area)), area);
      }
      if (wanted.contains(DeviceKind.PEN)) {
        made.pen = new PenTablet(made.add(PenTablet.spec(names, area)), area);
      }
      return made;
    } catch (ErrnoException e) {
      made.close();
      throw e;
    }
  }

  private KernelDevice add(DeviceSpec spec) throws ErrnoException {
    var device = KernelDevice.create(spec);
    all.add(device);
    return device;
  }

  /// Waits until every device can be found, and says so if one cannot. That this user may not read
  /// them is no trouble: a desktop opens them with rights of its own.
  ///
  /// @param limit for all of them together
  void awaitNodes(Duration limit, StageHealth health) throws InterruptedException {
    var nodes = new EventNode();
    long deadline = System.nanoTime() + limit.toNanos();
    for (var device : all) {
      var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (nodes.await(device.sysName(), left) == EventNode.State.ABSENT) {
        health.degraded(
            "no node below /dev/input appeared for "
                + device.sysName()
                + ": in a container, pass /dev/input in");
        return;
      }
    }
  }

  Keyboard keyboard() {
    return keyboard;
  }

  Mouse mouse() {
    return mouse;
  }

  TouchScreen touchScreen() {
    return touchScreen;
  }

  PenTablet pen() {
    return pen;
  }

  void close() {
    all.forEach(KernelDevice::close);
  }
}

package io.oriel.input.uinput.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider.Placement;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import io.oriel.input.uinput.evdev.EvdevReader;
import io.oriel.input.uinput.evdev.EvdevReader.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// An injector of a display called `7f3a`, and readers of its devices.
final class Rig implements AutoCloseable {
  static final String DISPLAY = "7f3a";
  static final Region FULL_HD = new Region(0, 0, 1920, 1080);
  static final PadInfo PAD =
      new PadInfo(PadType.XBOX, Set.of(PadCapability.RUMBLE), 0, "the only one");

  final List<String> complaints = new CopyOnWriteArrayList<>();
  final Injector injector;
  private final List<EvdevReader> readers = new ArrayList<>();

  Rig(DeviceKind... kinds) throws BackendException {
    this(Feedback.NONE, Settings.DEFAULTS, FULL_HD, kinds);
  }

  Rig(Feedback feedback, Settings settings, Region region, DeviceKind... kinds)
      throws BackendException {
    var health =
        new StageHealth() {
          @Override
          public void degraded(String detail) {
            complaints.add(detail);
          }

          @Override
          public void changed(String detail) {
            complaints.add(detail);
          }

          @Override
          public void lost(BackendException cause) {
            complaints.add(cause.getMessage());
          }
        };
    var place = new Placement(DISPLAY, new InputTarget.None(), region);
    injector = new UinputInput(settings).open(place, Set.of(kinds), feedback, health);
  }

  /// A reader of one of this display's devices, closed with the rig.
  EvdevReader reader(String what) throws IOException {
    var reader = EvdevReader.named("Oriel " + what + " (" + DISPLAY + ")");
    readers.add(reader);
    return reader;
  }

  static Event key(int code, int value) {
    return new Event(Evdev.EV_KEY, code, value);
  }

  static Event relative(int code, int value) {
    return new Event(Evdev.EV_REL, code, value);
  }

  static Event axis(int code, int value) {
    return new Event(Evdev.EV_ABS, code, value);
  }

  @Override
  public void close() {
    readers.forEach(EvdevReader::close);
    injector.close();
  }
}

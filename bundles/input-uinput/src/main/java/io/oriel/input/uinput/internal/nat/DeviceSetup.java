package io.oriel.input.uinput.internal.nat;

import io.oriel.media.nat.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Tells the kernel what a device is and creates it.
///
/// ```
/// struct uinput_abs_setup { u16 code; struct input_absinfo { s32 value, minimum, maximum,
///                           fuzz, flat, resolution; }; }                          28 bytes
/// struct uinput_setup     { struct input_id { u16 bustype, vendor, product, version; };
///                           char name[80]; u32 ff_effects_max; }                  92 bytes
/// ```
final class DeviceSetup {
  // linux/input-event-codes.h
  private static final int EV_KEY = 1;
  private static final int EV_REL = 2;
  private static final int EV_ABS = 3;
  private static final int EV_REP = 0x14;
  private static final int EV_FF = 0x15;

  /// `linux/input.h`; what games expect of a pad.
  private static final int BUS_USB = 3;

  private final int fd;
  private final Arena arena;

  DeviceSetup(int fd, Arena arena) {
    this.fd = fd;
    this.arena = arena;
  }

  void apply(DeviceSpec spec) throws ErrnoException {
    bits(Uinput.UI_SET_KEYBIT, EV_KEY, spec.keys());
    bits(Uinput.UI_SET_RELBIT, EV_REL, spec.rels());
    bits(Uinput.UI_SET_FFBIT, EV_FF, spec.effects());
    if (spec.isRepeating()) {
      call(Uinput.UI_SET_EVBIT, EV_REP);
    }
    for (int property : spec.props()) {
      call(Uinput.UI_SET_PROPBIT, property);
    }
    if (!spec.axes().isEmpty()) {
      call(Uinput.UI_SET_EVBIT, EV_ABS);
    }
    for (var axis : spec.axes()) {
      call(Uinput.UI_ABS_SETUP, axis(axis));
    }
    call(Uinput.UI_SET_PHYS, arena.allocateFrom(spec.phys(), StandardCharsets.US_ASCII));
    call(Uinput.UI_DEV_SETUP, setup(spec));
    Uinput.call(fd, Uinput.UI_DEV_CREATE, 0, "create the input device " + spec.name());
  }

  private void bits(long request, int type, Iterable<Integer> codes) throws ErrnoException {
    boolean any = false;
    for (int code : codes) {
      call(request, code);
      any = true;
    }
    if (any) {
      call(Uinput.UI_SET_EVBIT, type);
    }
  }

  private MemorySegment axis(DeviceSpec.Axis axis) {
    var setup = arena.allocate(28, 4);
    setup.set(ValueLayout.JAVA_SHORT, 0, (short) axis.code());
    setup.set(ValueLayout.JAVA_INT, 8, axis.min());
    setup.set(ValueLayout.JAVA_INT, 12, axis.max());
    setup.set(ValueLayout.JAVA_INT, 16, axis.fuzz());
    setup.set(ValueLayout.JAVA_INT, 20, axis.flat());
    setup.set(ValueLayout.JAVA_INT, 24, axis.resolution());
    return setup;
  }

  private MemorySegment setup(DeviceSpec spec) {
    var setup = arena.allocate(92, 4);
    setup.set(ValueLayout.JAVA_SHORT, 0, (short) BUS_USB);
    setup.set(ValueLayout.JAVA_SHORT, 2, (short) spec.vendor());
    setup.set(ValueLayout.JAVA_SHORT, 4, (short) spec.product());
    setup.set(ValueLayout.JAVA_SHORT, 6, (short) spec.version());
    setup.setString(8, spec.name(), StandardCharsets.US_ASCII);
    setup.set(ValueLayout.JAVA_INT, 88, spec.effectsAtOnce());
    return setup;
  }

  private void call(long request, int value) throws ErrnoException {
    Uinput.call(fd, request, value, "describe an input device");
  }

  private void call(long request, MemorySegment structure) throws ErrnoException {
    Uinput.call(fd, request, structure, "describe an input device");
  }
}

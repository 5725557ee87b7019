package io.oriel.input.libei.internal;

import io.oriel.api.display.Region;
import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.EiProtocolException;
import io.oriel.input.libei.internal.wire.Incoming;
import io.oriel.input.libei.internal.wire.Outgoing;
import io.oriel.input.libei.internal.wire.Requests;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// `ei_device`: takes events while it is resumed, and knows what is held on it.
final class EiDevice implements EiObject {
  private static final int MOST_REGIONS = 64;

  private final EiSession session;
  private final EiSeat seat;
  private final long id;
  private final int version;
  private final long[] parts = new long[EiInterface.values().length]; // 0: it has none of these
  private final int[] versions = new int[parts.length];
  private final List<EiRegion> regions = new ArrayList<>();
  private final BitSet keys = new BitSet();
  private final BitSet buttons = new BitSet();
  private EiKeyboard keyboard;
  private String name = "";
  private String mappingId; // of the next region
  private boolean complete;
  private boolean emulating;
  private int sequence;

  EiDevice(EiSession session, EiSeat seat, long id, int version) {
    this.session = session;
    this.seat = seat;
    this.id = id;
    this.version = version;
  }

  @Override
  public void event(int opcode, Incoming in) throws EiProtocolException {
    switch (opcode) {
      case 0 -> {
        session.serial(in.u32());
        vanish();
      }
      case 1 -> name = in.name();
      case 2, 3 -> {} // type and size in millimetres: senders get virtual devices only
      case 4 -> region(in);
      case 5 -> part(in.u64(), in.name(), in.u32());
      case 6 -> done();
      case 7 -> {
        session.serial(in.u32());
        resume();
      }
      case 8 -> {
        session.serial(in.u32());
        pause();
      }
      case 12 -> mappingId = in.name();
      default -> throw new EiProtocolException("event " + opcode + " of ei_device");
    }
  }

  private void region(Incoming in) throws EiProtocolException {
    var area = new Region(in.u32(), in.u32(), in.u32(), in.u32());
    in.f32(); // its physical scale concerns relative motion between several of them
    if (complete || regions.size() >= MOST_REGIONS) {
      throw new EiProtocolException("a region that comes too late or is one too many");
    }
    if (area.x() >= 0 && area.y() >= 0 && area.width() > 0 && area.height() > 0) {
      regions.add(new EiRegion(area, mappingId));
    }
    mappingId = null;
  }

  private void part(long part, String interfaceName, int partVersion) throws EiProtocolException {
    var kind = EiInterface.of(interfaceName).filter(EiInterface::isCapability).orElse(null);
    if (kind == null || complete || parts[kind.ordinal()] != 0) {
      throw new EiProtocolException("a device with %s where none belongs".formatted(interfaceName));
    }
    EiObject object = new EiPart(session, this, kind);
    if (kind == EiInterface.KEYBOARD) {
      keyboard = new EiKeyboard(session, object);
      object = keyboard;
    }
    session.made(part, kind, partVersion, object);
    parts[kind.ordinal()] = part;
    versions[kind.ordinal()] = partVersion;
  }

  private void done() throws EiProtocolException {
    if (complete) {
      throw new EiProtocolException("a device that is complete twice");
    }
    complete = true;
    if (version >= 3) {
      session.out().begin(id, Requests.DEVICE_READY).end();
    }
  }

  private void resume() throws EiProtocolException {
    if (!complete) {
      throw new EiProtocolException("a device that is resumed before it is complete");
    }
    if (emulating) {
      return;
    }
    emulating = true;
    session
        .out()
        .begin(id, Requests.DEVICE_START_EMULATING)
        .u32(session.serial())
        .u32(++sequence)
        .end();
    session.events().resumed(this);
  }

  /// Pausing sets the device to neutral on both sides.
  private void pause() {
    if (!emulating) {
      return;
    }
    emulating = false;
    keys.clear();
    buttons.clear();
    if (keyboard != null) {
      keyboard.neutral();
    }
    session.events().stopped(this);
  }

  /// It is gone, with all it has.
  void vanish() {
    pause();
    for (long part : parts) {
      if (part != 0) {
        session.gone(part);
      }
    }
    if (keyboard != null) {
      keyboard.close();
    }
    session.gone(id);
    seat.gone(this);
  }

  /// The server takes one of its parts away; that comes before the device's own end as well.
  void lost(EiInterface part) {
    parts[part.ordinal()] = 0;
    if (part == EiInterface.KEYBOARD) {
      keys.clear();
      keyboard.close();
      keyboard = null;
    } else if (part == EiInterface.BUTTON) {
      buttons.clear();
    }
    if (emulating) {
      session.events().stopped(this);
    }
  }

  // --- for the injector

  String name() {
    return name;
  }

  boolean emulates() {
    return emulating;
  }

  /// Whether it takes events of a kind now.
  boolean takes(EiInterface kind) {
    return emulating && parts[kind.ordinal()] != 0;
  }

  int version(EiInterface kind) {
    return versions[kind.ordinal()];
  }

  List<EiRegion> regions() {
    return regions;
  }

  /// `null`: it is none.
  EiKeyboard keyboard() {
    return keyboard;
  }

  /// Keys that are down, by evdev code.
  BitSet keys() {
    return keys;
  }

  /// Buttons that are down, by evdev code.
  BitSet buttons() {
    return buttons;
  }

  /// Begins a request to what it has of a kind.
  Outgoing request(EiInterface kind, int opcode) {
    return session.out().begin(parts[kind.ordinal()], opcode);
  }

  /// What was requested since the last time happened now.
  void frame() {
    session
        .out()
        .begin(id, Requests.DEVICE_FRAME)
        .u32(session.serial())
        .u64(System.nanoTime() / 1000) // CLOCK_MONOTONIC on Linux
        .end();
  }

  /// Presses or releases a key, in a frame of its own.
  void key(int evdevCode, boolean down) {
    request(EiInterface.KEYBOARD, Requests.KEY).u32(evdevCode).u32(down ? 1 : 0).end();
    frame();
    keys.set(evdevCode, down);
    keyboard.follow(evdevCode, down);
  }

  /// Presses or releases a button, in a frame of its own.
  void button(int evdevCode, boolean down) {
    request(EiInterface.BUTTON, Requests.BUTTON).u32(evdevCode).u32(down ? 1 : 0).end();
    frame();
    buttons.set(evdevCode, down);
  }

  /// Releases what is held and says that nothing more comes.
  void rest() {
    if (!emulating) {
      return;
    }
    for (int key = keys.nextSetBit(0); key >= 0; key = keys.nextSetBit(key + 1)) {
      key(key, false);
    }
    for (int held = buttons.nextSetBit(0); held >= 0; held = buttons.nextSetBit(held + 1)) {
      button(held, false);
    }
    session.out().begin(id, Requests.DEVICE_STOP_EMULATING).u32(session.serial()).end();
    emulating = false;
  }
}

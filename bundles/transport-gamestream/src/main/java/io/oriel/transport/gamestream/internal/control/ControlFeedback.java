package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.input.Feedback;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadCapability;
import io.oriel.wire.gamestream.control.ControlMessages;
import java.util.EnumSet;
import java.util.Set;

/// What controllers send back, as control messages (GameStream protocol notes §5.5).
///
/// Any thread tells; the control thread sends the newest of each kind, to controllers that have
/// what it takes, rumble once the client has said that it wants it. A client's queue holds 30
/// messages, so what is not acknowledged yet is bounded, and what changes meanwhile replaces what
/// waits.
final class ControlFeedback implements Feedback, PadFeedback {
  /// Messages under way to the client.
  private static final int MOST_UNDER_WAY = 24;

  /// Between two groups of messages. Clients acknowledge when a message has come, and throw away
  /// what their controllers are too slow for, which could be the end of a rumble.
  private static final long INTERVAL_MILLIS = 8;

  private static final int SLOTS = 16;
  private static final int TRIGGER_REPORT = 11;

  /// Where messages go.
  interface Outlet {
    /// Sends on the control thread.
    void send(byte[] plain);

    /// Messages not acknowledged yet. Control thread.
    int underWay();

    /// Runs a step on the control thread. Any thread.
    void soon(Runnable step);

    long millis();
  }

  private enum Kind {
    RUMBLE(PadCapability.RUMBLE),
    TRIGGER_RUMBLE(PadCapability.TRIGGER_RUMBLE),
    LIGHT(PadCapability.RGB_LED),
    ACCELEROMETER(PadCapability.ACCELEROMETER),
    GYROSCOPE(PadCapability.GYROSCOPE),
    TRIGGER_EFFECT(PadCapability.ADAPTIVE_TRIGGERS);

    private static final Kind[] ALL = values();
    private final PadCapability needs;

    Kind(PadCapability needs) {
      this.needs = needs;
    }
  }

  /// What one controller was told last, and what of it the client does not know yet.
  private static final class Pad {
    final Set<PadCapability> has = EnumSet.noneOf(PadCapability.class);
    final Set<Kind> due = EnumSet.noneOf(Kind.class);
    final byte[][] triggers = new byte[2][TRIGGER_REPORT];
    int triggerFlags;
    int low;
    int high;
    long quietMillis; // when rumble ends by itself; 0: never
    int left;
    int right;
    int rgb;
    int accelerometerHz;
    int gyroscopeHz;
  }

  private final Outlet outlet;
  private final Pad[] pads = new Pad[SLOTS]; // this and all else under the lock of this object
  private long sentMillis = Long.MIN_VALUE / 2;
  private boolean haptics;
  private boolean asked;
  private boolean anyDue;
  private boolean anyQuiet;

  ControlFeedback(Outlet outlet) {
    this.outlet = outlet;
    for (int i = 0; i < SLOTS; i++) {
      pads[i] = new Pad();
    }
  }

  @Override
  public synchronized void rumble(int slot, int low16, int high16, int durationMs) {
    if (slot >= 0 && slot < SLOTS) {
      pads[slot].low = low16;
      pads[slot].high = high16;
      boolean ends = durationMs > 0 && (low16 | high16) != 0;
      pads[slot].quietMillis = ends ? outlet.millis() + durationMs : 0;
      anyQuiet |= ends;
      due(slot, Kind.RUMBLE);
    }
  }

  @Override
  public synchronized void triggerRumble(int slot, int left16, int right16) {
    if (slot >= 0 && slot < SLOTS) {
      pads[slot].left = left16;
      pads[slot].right = right16;
      due(slot, Kind.TRIGGER_RUMBLE);
    }
  }

  @Override
  public synchronized void triggerEffect(int slot, int side, byte[] report) {
    boolean known = report.length == TRIGGER_REPORT && (side == 0 || side == 1);
    if (known && slot >= 0 && slot < SLOTS) {
      System.arraycopy(report, 0, pads[slot].triggers[side], 0, TRIGGER_REPORT);
      pads[slot].triggerFlags |= side == 0 ? 8 : 4; // 8: the left one counts, 4: the right one
      due(slot, Kind.TRIGGER_EFFECT);
    }
  }

  @Override
  public synchronized void lightbar(int slot, int rgb) {
    if (slot >= 0 && slot < SLOTS) {
      pads[slot].rgb = rgb;
      due(slot, Kind.LIGHT);
    }
  }

  @Override
  public synchronized void motionWanted(int slot, int hz, MotionType type) {
    if (slot < 0 || slot >= SLOTS) {
      return;
    }
    if (type == MotionType.ACCELEROMETER) {
      pads[slot].accelerometerHz = hz;
      due(slot, Kind.ACCELEROMETER);
    } else {
      pads[slot].gyroscopeHz = hz;
      due(slot, Kind.GYROSCOPE);
    }
  }

  private void due(int slot, Kind kind) {
    if (pads[slot].has.contains(kind.needs)) {
      pads[slot].due.add(kind);
      ask();
    }
  }

  private void ask() {
    anyDue = true;
    if (!asked) {
      asked = true;
      outlet.soon(this::drain);
    }
  }

  @Override
  public synchronized void arrived(int slot, Set<PadCapability> capabilities) {
    gone(slot);
    pads[slot].has.addAll(capabilities);
  }

  @Override
  public synchronized void gone(int slot) {
    pads[slot].has.clear();
    pads[slot].due.clear();
    pads[slot].quietMillis = 0;
    pads[slot].triggerFlags = 0;
  }

  @Override
  public synchronized void haptics(boolean wanted) {
    haptics = wanted;
    if (wanted && anyDue) {
      ask();
    }
  }

  /// Looks at the clock: ends rumble whose time is over, sends what had to wait. Control thread.
  synchronized void tick(long nowMillis) {
    if (anyQuiet) {
      anyQuiet = false;
      for (int i = 0; i < SLOTS; i++) {
        if (pads[i].quietMillis != 0 && nowMillis >= pads[i].quietMillis) {
          rumble(i, 0, 0, 0);
        }
        anyQuiet |= pads[i].quietMillis != 0;
      }
    }
    if (anyDue) {
      drain();
    }
  }

  private synchronized void drain() {
    asked = false;
    long now = outlet.millis();
    if (now - sentMillis < INTERVAL_MILLIS) {
      return; // what is due waits for the clock
    }
    anyDue = false;
    for (int i = 0; i < SLOTS; i++) {
      if (!pads[i].due.isEmpty()) {
        drain(i, pads[i], now);
      }
    }
  }

  private void drain(int slot, Pad pad, long now) {
    for (Kind kind : Kind.ALL) {
      if (!pad.due.contains(kind)) {
        continue;
      }
      boolean later = !haptics && (kind == Kind.RUMBLE || kind == Kind.TRIGGER_RUMBLE);
      if (later || outlet.underWay() >= MOST_UNDER_WAY) {
        anyDue = true;
      } else {
        pad.due.remove(kind);
        sentMillis = now;
        outlet.send(message(kind, slot, pad));
      }
    }
  }

  private static byte[] message(Kind kind, int slot, Pad pad) {
    return switch (kind) {
      case RUMBLE -> ControlMessages.rumble(slot, pad.low, pad.high);
      case TRIGGER_RUMBLE -> ControlMessages.triggerRumble(slot, pad.left, pad.right);
      case LIGHT -> ControlMessages.light(slot, pad.rgb);
      case ACCELEROMETER -> ControlMessages.motionWanted(slot, pad.accelerometerHz, 1);
      case GYROSCOPE -> ControlMessages.motionWanted(slot, pad.gyroscopeHz, 2);
      case TRIGGER_EFFECT -> {
        int flags = pad.triggerFlags;
        pad.triggerFlags = 0;
        yield ControlMessages.adaptiveTriggers(slot, flags, pad.triggers[0], pad.triggers[1]);
      }
    };
  }
}

package io.oriel.lib.browser;

import io.oriel.api.input.Feedback;
import io.oriel.api.input.PadCapability;
import io.oriel.lib.browser.wire.HostMessages;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What controllers send back, as control messages, to those that have what it takes. Any thread
/// tells; what changes while the last message is fresh replaces what waits, so that no game fills
/// the way to the page.
final class PadMessages implements Feedback {
  private static final int SLOTS = 16;

  /// Between two messages of a kind to one controller; browsers play an effect at a time.
  private static final long INTERVAL_MILLIS = 15;

  private final ScheduledExecutorService timer;
  private final Consumer<String> control;
  private final Pad[] pads = new Pad[SLOTS]; // this and all in them under the lock of this object

  private static final class Pad {
    boolean rumbles;
    boolean triggersRumble;
    boolean resting; // a message was sent just now
    boolean rumbleDue;
    boolean triggersDue;
    int low;
    int high;
    int millis;
    int left;
    int right;
  }

  /// @param control sends a control message; never blocks
  PadMessages(ScheduledExecutorService timer, Consumer<String> control) {
    this.timer = timer;
    this.control = control;
    for (int i = 0; i < SLOTS; i++) {
      pads[i] = new Pad();
    }
  }

  synchronized void arrived(int slot, Set<PadCapability> has) {
    gone(slot);
    pads[slot].rumbles = has.contains(PadCapability.RUMBLE);
    pads[slot].triggersRumble = has.contains(PadCapability.TRIGGER_RUMBLE);
  }

  synchronized void gone(int slot) {
    Pad pad = pads[slot];
    pad.rumbles = false;
    pad.triggersRumble = false;
    pad.rumbleDue = false;
    pad.triggersDue = false;
  }

  @Override
  public synchronized void rumble(int slot, int low16, int high16, int durationMs) {
    if (slot >= 0 && slot < SLOTS && pads[slot].rumbles) {
      Pad pad = pads[slot];
      pad.low = low16;
      pad.high = high16;
      pad.millis = durationMs;
      pad.rumbleDue = true;
      drain(slot);
    }
  }

  @Override
  public synchronized void triggerRumble(int slot, int left16, int right16) {
    if (slot >= 0 && slot < SLOTS && pads[slot].triggersRumble) {
      Pad pad = pads[slot];
      pad.left = left16;
      pad.right = right16;
      pad.triggersDue = true;
      drain(slot);
    }
  }

  private synchronized void rested(int slot) {
    pads[slot].resting = false;
    drain(slot);
  }

  private void drain(int slot) {
    Pad pad = pads[slot];
    if (pad.resting || !pad.rumbleDue && !pad.triggersDue) {
      return;
    }
    if (pad.rumbleDue) {
      pad.rumbleDue = false;
      control.accept(HostMessages.rumble(slot, pad.low, pad.high, pad.millis));
    }
    if (pad.triggersDue) {
      pad.triggersDue = false;
      control.accept(HostMessages.triggerRumble(slot, pad.left, pad.right));
    }
    pad.resting = true;
    timer.schedule(() -> rested(slot), INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }
}

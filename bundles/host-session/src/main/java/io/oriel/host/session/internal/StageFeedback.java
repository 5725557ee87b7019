package io.oriel.host.session.internal;

import io.oriel.api.input.Feedback;
import io.oriel.api.input.MotionType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// What one injector's controllers send back, as far as it still has the slot. Remembers the newest
/// of each kind, for a client that comes back to its controllers. Any thread.
final class StageFeedback implements Feedback {
  private enum Kind {
    RUMBLE,
    TRIGGER_RUMBLE,
    LEFT_EFFECT,
    RIGHT_EFFECT,
    LIGHT,
    PLAYER,
    MUTE,
    ACCELEROMETER,
    GYROSCOPE
  }

  private final Map<Integer, Map<Kind, Consumer<Feedback>>> newest = new HashMap<>();
  private volatile Feedback link = Feedback.NONE;
  private volatile IntPredicate owns = _ -> false;

  /// Where it goes, and which slots count, from now on.
  void to(Feedback now, IntPredicate slots) {
    link = now;
    owns = slots;
  }

  /// Tells the client again what a slot's controller was told last.
  void again(int slot) {
    Map<Kind, Consumer<Feedback>> all;
    synchronized (newest) {
      all = Map.copyOf(newest.getOrDefault(slot, Map.of()));
    }
    all.values().forEach(message -> message.accept(link));
  }

  /// Another controller comes into a slot.
  void forget(int slot) {
    synchronized (newest) {
      newest.remove(slot);
    }
  }

  /// The device of a slot is gone: the client is told to end what it would go on with for ever.
  void still(int slot) {
    Map<Kind, Consumer<Feedback>> told;
    synchronized (newest) {
      told = newest.remove(slot);
    }
    if (told == null) {
      return;
    }
    for (Kind kind : told.keySet()) {
      switch (kind) {
        case RUMBLE -> link.rumble(slot, 0, 0, 0);
        case TRIGGER_RUMBLE -> link.triggerRumble(slot, 0, 0);
        case ACCELEROMETER -> link.motionWanted(slot, 0, MotionType.ACCELEROMETER);
        case GYROSCOPE -> link.motionWanted(slot, 0, MotionType.GYROSCOPE);
        case LEFT_EFFECT, RIGHT_EFFECT, LIGHT, PLAYER, MUTE -> {
          // stay until the next device has its own
        }
      }
    }
  }

  private void tell(int slot, Kind kind, Consumer<Feedback> message) {
    if (owns.test(slot)) {
      synchronized (newest) {
        newest.computeIfAbsent(slot, _ -> new EnumMap<>(Kind.class)).put(kind, message);
      }
      message.accept(link);
    }
  }

  private static int strength(int value) {
    return Math.clamp(value, 0, 0xffff);
  }

  @Override
  public void rumble(int slot, int low16, int high16, int durationMs) {
    int low = strength(low16);
    int high = strength(high16);
    tell(slot, Kind.RUMBLE, to -> to.rumble(slot, low, high, durationMs));
  }

  @Override
  public void triggerRumble(int slot, int left16, int right16) {
    int left = strength(left16);
    int right = strength(right16);
    tell(slot, Kind.TRIGGER_RUMBLE, to -> to.triggerRumble(slot, left, right));
  }

  @Override
  public void triggerEffect(int slot, int side, byte[] report) {
    byte[] kept = report.clone();
    Kind kind = side == 0 ? Kind.LEFT_EFFECT : Kind.RIGHT_EFFECT;
    tell(slot, kind, to -> to.triggerEffect(slot, side, kept));
  }

  /// Not remembered: it is an event more than a state.
  @Override
  public void rawReport(int slot, byte[] report) {
    if (owns.test(slot)) {
      link.rawReport(slot, report);
    }
  }

  @Override
  public void lightbar(int slot, int rgb) {
    tell(slot, Kind.LIGHT, to -> to.lightbar(slot, rgb & 0xffffff));
  }

  @Override
  public void playerLed(int slot, int bits) {
    tell(slot, Kind.PLAYER, to -> to.playerLed(slot, bits));
  }

  @Override
  public void muteLed(int slot, int mode) {
    tell(slot, Kind.MUTE, to -> to.muteLed(slot, mode));
  }

  @Override
  public void motionWanted(int slot, int hz, MotionType type) {
    Kind kind = type == MotionType.ACCELEROMETER ? Kind.ACCELEROMETER : Kind.GYROSCOPE;
    int rate = Math.clamp(hz, 0, 0xffff);
    tell(slot, kind, to -> to.motionWanted(slot, rate, type));
  }
}

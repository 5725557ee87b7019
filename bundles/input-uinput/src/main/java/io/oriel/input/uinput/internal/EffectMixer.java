package io.oriel.input.uinput.internal;

import java.util.Arrays;

/// What the force-feedback effects of one pad add up to on its two motors. One thread.
///
/// The kernel stores nothing of a uinput device's effects and does not end them: length, delay,
/// repetitions, envelope and gain are kept here, to the rules of `Documentation/input/ff.rst` and
/// `drivers/input/ff-memless.c`. Periodic effects turn both motors alike.
final class EffectMixer {
  /// Effects a pad stores.
  static final int EFFECTS = 16;

  /// The time that never comes.
  static final long NEVER = Long.MAX_VALUE;

  private static final int FULL = 0xffff;
  private static final long MILLI = 1_000_000;

  /// How often a level that rises or falls is told.
  private static final long STEP = 20 * MILLI;

  /// An effect as a game stores it.
  ///
  /// @param strong low-frequency motor, 0 … 65535
  /// @param weak high-frequency motor, 0 … 65535
  /// @param lengthMs 0: until stopped
  /// @param delayMs before every repetition
  /// @param attackLevel 0 … 65535, where the level starts from
  /// @param fadeLevel 0 … 65535, where it goes to
  record Effect(
      int strong,
      int weak,
      int lengthMs,
      int delayMs,
      int attackMs,
      int attackLevel,
      int fadeMs,
      int fadeLevel) {
    /// A rumble without an envelope.
    static Effect rumble(int strong, int weak, int lengthMs, int delayMs) {
      return new Effect(strong, weak, lengthMs, delayMs, 0, 0, 0, 0);
    }
  }

  private final Effect[] effects = new Effect[EFFECTS];
  private final int[] repeats = new int[EFFECTS]; // still to play; 0: silent
  private final long[] starts = new long[EFFECTS];
  private int gain = FULL;
  private int strong;
  private int weak;
  private long next = NEVER;

  /// Stores an effect; one that plays begins anew with what it is now.
  ///
  /// @return `false`: there is no such slot
  boolean store(int id, Effect effect, long nowNanos) {
    if (id < 0 || id >= EFFECTS) {
      return false;
    }
    effects[id] = effect;
    starts[id] = nowNanos;
    return true;
  }

  /// Forgets an effect.
  void erase(int id) {
    if (id >= 0 && id < EFFECTS) {
      effects[id] = null;
      repeats[id] = 0;
    }
  }

  /// Starts or stops an effect.
  ///
  /// @param count how often; 0: stop
  void play(int id, int count, long nowNanos) {
    if (id >= 0 && id < EFFECTS && effects[id] != null) {
      repeats[id] = Math.max(0, count);
      starts[id] = nowNanos;
    }
  }

  /// @param gain16 0 … 65535, for all effects
  void gain(int gain16) {
    gain = Math.clamp(gain16, 0, FULL);
  }

  /// Silences everything and forgets it.
  void clear() {
    Arrays.fill(effects, null);
    Arrays.fill(repeats, 0);
  }

  /// Works out the motors' levels.
  void mix(long nowNanos) {
    strong = 0;
    weak = 0;
    next = NEVER;
    for (int id = 0; id < EFFECTS; id++) {
      if (repeats[id] > 0) {
        add(id, nowNanos);
      }
    }
    strong = Math.min((int) ((long) strong * gain / FULL), FULL);
    weak = Math.min((int) ((long) weak * gain / FULL), FULL);
  }

  /// The low-frequency motor after [#mix], 0 … 65535.
  int strong() {
    return strong;
  }

  /// The high-frequency motor after [#mix], 0 … 65535.
  int weak() {
    return weak;
  }

  /// When to mix again if nothing else happens; [#NEVER]: not needed.
  long next() {
    return next;
  }

  private void add(int id, long now) {
    var effect = effects[id];
    long delay = effect.delayMs * MILLI;
    long length = effect.lengthMs * MILLI;
    long from = starts[id] + delay;
    if (effect.lengthMs > 0) {
      long round = delay + length;
      while (now - from >= length) { // this round is over
        if (--repeats[id] == 0) {
          return;
        }
        starts[id] += round;
        from += round;
      }
    }
    if (now < from) {
      next = Math.min(next, from);
      return;
    }
    long until = effect.lengthMs > 0 ? from + length : NEVER;
    next = Math.min(next, until);
    strong += level(effect, effect.strong, now, from, until);
    weak += level(effect, effect.weak, now, from, until);
  }

  private int level(Effect effect, int full, long now, long from, long until) {
    long attack = effect.attackMs * MILLI;
    long fade = effect.fadeMs * MILLI;
    if (now - from < attack) {
      next = Math.min(next, now + STEP);
      return between(effect.attackLevel, full, now - from, attack);
    }
    if (fade > 0 && until != NEVER) {
      if (until - now < fade) {
        next = Math.min(next, now + STEP);
        return between(effect.fadeLevel, full, until - now, fade);
      }
      next = Math.min(next, until - fade);
    }
    return full;
  }

  private static int between(int edge, int full, long elapsed, long whole) {
    return (int) (edge + (full - edge) * elapsed / whole);
  }
}

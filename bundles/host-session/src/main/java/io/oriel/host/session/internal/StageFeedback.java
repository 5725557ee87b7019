package io.oriel.host.session.internal;

import io.oriel.api.input.Feedback;
import io.oriel.api.input.MotionType;
import java.util.function.IntPredicate;

/// What one injector's controllers send back, as far as it still has the slot. Any thread.
final class StageFeedback implements Feedback {
  private final Feedback link;
  private volatile IntPredicate owns = _ -> false;

  StageFeedback(Feedback link) {
    this.link = link;
  }

  /// Which slots count from now on.
  void owns(IntPredicate slots) {
    owns = slots;
  }

  @Override
  public void rumble(int slot, int low16, int high16, int durationMs) {
    if (owns.test(slot)) {
      link.rumble(slot, Math.clamp(low16, 0, 0xffff), Math.clamp(high16, 0, 0xffff), durationMs);
    }
  }

  @Override
  public void triggerRumble(int slot, int left16, int right16) {
    if (owns.test(slot)) {
      link.triggerRumble(slot, Math.clamp(left16, 0, 0xffff), Math.clamp(right16, 0, 0xffff));
    }
  }

  @Override
  public void triggerEffect(int slot, int side, byte[] report) {
    if (owns.test(slot)) {
      link.triggerEffect(slot, side, report);
    }
  }

  @Override
  public void rawReport(int slot, byte[] report) {
    if (owns.test(slot)) {
      link.rawReport(slot, report);
    }
  }

  @Override
  public void lightbar(int slot, int rgb) {
    if (owns.test(slot)) {
      link.lightbar(slot, rgb & 0xffffff);
    }
  }

  @Override
  public void playerLed(int slot, int bits) {
    if (owns.test(slot)) {
      link.playerLed(slot, bits);
    }
  }

  @Override
  public void muteLed(int slot, int mode) {
    if (owns.test(slot)) {
      link.muteLed(slot, mode);
    }
  }

  @Override
  public void motionWanted(int slot, int hz, MotionType type) {
    if (owns.test(slot)) {
      link.motionWanted(slot, Math.clamp(hz, 0, 0xffff), type);
    }
  }
}

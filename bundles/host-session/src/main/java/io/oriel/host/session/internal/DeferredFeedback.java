package io.oriel.host.session.internal;

import io.oriel.api.input.Feedback;
import io.oriel.api.input.MotionType;

/// Feedback whose link is not there yet: injectors are opened before the client connects.
final class DeferredFeedback implements Feedback {
  private volatile Feedback link = Feedback.NONE;

  void to(Feedback feedback) {
    link = feedback;
  }

  @Override
  public void rumble(int slot, int low16, int high16, int durationMs) {
    link.rumble(slot, low16, high16, durationMs);
  }

  @Override
  public void triggerRumble(int slot, int left16, int right16) {
    link.triggerRumble(slot, left16, right16);
  }

  @Override
  public void triggerEffect(int slot, int side, byte[] report) {
    link.triggerEffect(slot, side, report);
  }

  @Override
  public void rawReport(int slot, byte[] report) {
    link.rawReport(slot, report);
  }

  @Override
  public void lightbar(int slot, int rgb) {
    link.lightbar(slot, rgb);
  }

  @Override
  public void playerLed(int slot, int bits) {
    link.playerLed(slot, bits);
  }

  @Override
  public void muteLed(int slot, int mode) {
    link.muteLed(slot, mode);
  }

  @Override
  public void motionWanted(int slot, int hz, MotionType type) {
    link.motionWanted(slot, hz, type);
  }
}

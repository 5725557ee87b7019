package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.input.Feedback;
import io.oriel.api.input.MotionType;
import io.oriel.wire.gamestream.control.ControlMessages;

/// What controllers send back: control messages, once the client has said that it takes them
/// (GameStream protocol notes §5.5). Any thread; posts only.
final class ControlFeedback implements Feedback {
  private static final int TRIGGER_REPORT = 11;

  private final ControlPeer peer;
  private final byte[][] triggers = new byte[2][TRIGGER_REPORT];

  ControlFeedback(ControlPeer peer) {
    this.peer = peer;
  }

  private void post(byte[] plain) {
    if (peer.hapticsWanted()) {
      peer.post(plain);
    }
  }

  @Override
  public void rumble(int slot, int low16, int high16, int durationMs) {
    post(ControlMessages.rumble(slot, low16, high16));
  }

  @Override
  public void triggerRumble(int slot, int left16, int right16) {
    post(ControlMessages.triggerRumble(slot, left16, right16));
  }

  @Override
  public synchronized void triggerEffect(int slot, int side, byte[] report) {
    if (report.length == TRIGGER_REPORT && (side == 0 || side == 1)) {
      triggers[side] = report.clone();
      // 8: the left one counts, 4: the right one
      post(ControlMessages.adaptiveTriggers(slot, side == 0 ? 8 : 4, triggers[0], triggers[1]));
    }
  }

  @Override
  public void lightbar(int slot, int rgb) {
    post(ControlMessages.light(slot, rgb));
  }

  @Override
  public void motionWanted(int slot, int hz, MotionType type) {
    post(ControlMessages.motionWanted(slot, hz, type == MotionType.ACCELEROMETER ? 1 : 2));
  }
}

package io.oriel.host.session.internal;

import io.oriel.api.input.PenSample;

/// Where the pen is: lets only those samples pass that make sense. One thread at a time.
final class PenTrack {
  private boolean near; // hovers or touches
  private boolean down;
  private float x01;
  private float y01;

  /// Follows a sample. Where it has no place of its own, the last one is filled in.
  ///
  /// @return `false`: a repeated down, a move without a down and the like
  boolean accept(PenSample sample) {
    return switch (sample.phase) {
      case DOWN -> !down && at(sample, true);
      case MOVE -> down && at(sample, true);
      case HOVER -> !down && at(sample, false);
      case UP -> down && at(sample, false);
      case HOVER_LEAVE -> near && !down && left(sample);
      case CANCEL, CANCEL_ALL -> near && left(sample);
    };
  }

  /// Whether it is out of reach.
  boolean isAway() {
    return !near;
  }

  void clear() {
    near = false;
    down = false;
  }

  private boolean at(PenSample sample, boolean touches) {
    near = true;
    down = touches;
    x01 = sample.x01;
    y01 = sample.y01;
    return true;
  }

  private boolean left(PenSample sample) {
    sample.x01 = x01;
    sample.y01 = y01;
    clear();
    return true;
  }
}

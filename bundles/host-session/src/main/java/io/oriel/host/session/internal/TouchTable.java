package io.oriel.host.session.internal;

import io.oriel.api.input.TouchPoint;

/// The fingers on one surface: lets only those events pass that make sense, and knows what is down.
/// One thread at a time; allocates nothing for an event.
final class TouchTable {
  private static final int MOST = 32;

  private final int[] ids = new int[MOST];
  private final float[] xs = new float[MOST];
  private final float[] ys = new float[MOST];
  private final boolean[] down = new boolean[MOST]; // otherwise hovering
  private int fingers;

  /// Follows an event. Of a finger that leaves without a place, the last one is filled in.
  ///
  /// @return `false`: a repeated down, a move of a finger that is not there and the like
  boolean accept(TouchPoint point) {
    int at = find(point.id);
    return switch (point.phase) {
      case DOWN -> (at < 0 || !down[at]) && put(at, point, true);
      case MOVE -> at >= 0 && down[at] && put(at, point, true);
      case HOVER -> (at < 0 || !down[at]) && put(at, point, false);
      case UP -> at >= 0 && down[at] && remove(at);
      case HOVER_LEAVE -> at >= 0 && !down[at] && removeInPlace(at, point);
      case CANCEL -> at >= 0 && removeInPlace(at, point);
      case CANCEL_ALL -> {
        boolean any = fingers > 0;
        fingers = 0;
        yield any;
      }
    };
  }

  /// Whether nothing touches or hovers.
  boolean isEmpty() {
    return fingers == 0;
  }

  void clear() {
    fingers = 0;
  }

  private int find(int id) {
    for (int i = 0; i < fingers; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  private boolean put(int known, TouchPoint point, boolean touches) {
    int at = known >= 0 ? known : fingers;
    if (at == MOST) {
      return false;
    }
    fingers = Math.max(fingers, at + 1);
    ids[at] = point.id;
    xs[at] = point.x01;
    ys[at] = point.y01;
    down[at] = touches;
    return true;
  }

  private boolean removeInPlace(int at, TouchPoint point) {
    point.x01 = xs[at];
    point.y01 = ys[at];
    return remove(at);
  }

  private boolean remove(int at) {
    fingers--;
    ids[at] = ids[fingers];
    xs[at] = xs[fingers];
    ys[at] = ys[fingers];
    down[at] = down[fingers];
    return true;
  }
}

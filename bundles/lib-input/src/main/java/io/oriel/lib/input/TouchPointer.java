package io.oriel.lib.input;

import io.oriel.api.input.Injector;
import io.oriel.api.input.TouchPoint;
import java.util.function.LongSupplier;

/// Fingers for a compositor that takes none: they move its pointer.
///
/// A tap clicks, a finger held still for half a second and lifted clicks the right button, one that
/// moves drags with the left button, two fingers scroll. Nothing is pressed before it is clear
/// which of them it is, so that scrolling clicks on nothing. Injector's thread; allocates nothing.
public final class TouchPointer {
  /// Buttons that are pressed, `BTN_*` of `linux/input-event-codes.h`.
  public static final int LEFT = 0x110;
  public static final int RIGHT = 0x111;

  /// Fingers followed at once; the guard lets no more pass.
  private static final int MOST = 32;

  private static final double STILL_PX = 10;
  private static final long HOLD_NANOS = 500_000_000;

  /// A wheel click of 120 scrolls by 15 pixels, as in `wl_pointer.axis`.
  private static final double SCROLL_PER_PX = 120 / 15.0;

  private enum Gesture {
    NONE,
    /// One finger that has not moved yet.
    TAP,
    DRAG,
    SCROLL,
    /// Over, and fingers are still down.
    SPENT
  }

  private final Injector pointer;
  private final double widthPx;
  private final double heightPx;
  private final LongSupplier clock;
  private Gesture gesture = Gesture.NONE;
  private final int[] touching = new int[MOST]; // ids of fingers that touch
  private int fingers; // how many do
  private int first; // id
  private int second;
  private float startX;
  private float startY;
  private long startNanos;
  private float x; // of the first finger
  private float y;
  private float secondX;
  private float secondY;
  private double scrollX; // less than a unit, kept for the next move
  private double scrollY;

  /// @param pointer takes motion, buttons and scrolling
  /// @param widthPx of the display, as `heightPx`: what counts as still is a distance in pixels
  /// @param clock as `System.nanoTime()`
  public TouchPointer(Injector pointer, int widthPx, int heightPx, LongSupplier clock) {
    this.pointer = pointer;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.clock = clock;
  }

  /// A finger did something.
  public void touch(TouchPoint point) {
    switch (point.phase) {
      case HOVER -> {
        if (gesture == Gesture.NONE) {
          pointer.moveTo(point.x01, point.y01);
        }
      }
      case DOWN -> down(point);
      case MOVE -> move(point);
      case UP -> up(point.id, true);
      case CANCEL -> up(point.id, false);
      case CANCEL_ALL -> {
        endDrag();
        fingers = 0;
        gesture = Gesture.NONE;
      }
      case HOVER_LEAVE -> {}
    }
  }

  private void down(TouchPoint point) {
    if (fingers == MOST) {
      return;
    }
    touching[fingers++] = point.id;
    if (gesture == Gesture.NONE) {
      gesture = Gesture.TAP;
      first = point.id;
      startX = point.x01;
      startY = point.y01;
      x = startX;
      y = startY;
      startNanos = clock.getAsLong();
      pointer.moveTo(x, y);
    } else if (gesture == Gesture.TAP) {
      gesture = Gesture.SCROLL;
      second = point.id;
      secondX = point.x01;
      secondY = point.y01;
      scrollX = 0;
      scrollY = 0;
    }
  }

  private void move(TouchPoint point) {
    if (gesture == Gesture.SCROLL && point.id == second) {
      scroll(point.x01 - secondX, point.y01 - secondY);
      secondX = point.x01;
      secondY = point.y01;
    } else if (point.id == first) {
      moveFirst(point);
    }
  }

  private void moveFirst(TouchPoint point) {
    switch (gesture) {
      case TAP -> {
        double dx = (point.x01 - startX) * widthPx;
        double dy = (point.y01 - startY) * heightPx;
        if (dx * dx + dy * dy > STILL_PX * STILL_PX) {
          gesture = Gesture.DRAG;
          pointer.button(LEFT, true);
          pointer.moveTo(point.x01, point.y01);
        }
      }
      case DRAG -> pointer.moveTo(point.x01, point.y01);
      case SCROLL -> scroll(point.x01 - x, point.y01 - y);
      case NONE, SPENT -> {}
    }
    x = point.x01;
    y = point.y01;
  }

  /// Two fingers move together: each counts for half. What lies under them goes with them.
  private void scroll(float dx01, float dy01) {
    scrollX -= dx01 * widthPx * SCROLL_PER_PX / 2;
    scrollY -= dy01 * heightPx * SCROLL_PER_PX / 2;
    int dx = (int) scrollX;
    int dy = (int) scrollY;
    if (dx != 0 || dy != 0) {
      scrollX -= dx;
      scrollY -= dy;
      pointer.scroll(dx, dy);
    }
  }

  private void up(int id, boolean meant) {
    if (!lift(id)) {
      return; // it only hovered
    }
    if (gesture == Gesture.TAP && id == first && meant) {
      int button = clock.getAsLong() - startNanos >= HOLD_NANOS ? RIGHT : LEFT;
      pointer.button(button, true);
      pointer.button(button, false);
      gesture = Gesture.SPENT;
    } else if (id == first || gesture == Gesture.SCROLL && id == second) {
      endDrag();
      gesture = Gesture.SPENT;
    }
    if (fingers == 0) {
      gesture = Gesture.NONE;
    }
  }

  private boolean lift(int id) {
    for (int i = 0; i < fingers; i++) {
      if (touching[i] == id) {
        touching[i] = touching[--fingers];
        return true;
      }
    }
    return false;
  }

  private void endDrag() {
    if (gesture == Gesture.DRAG) {
      pointer.button(LEFT, false);
    }
  }
}

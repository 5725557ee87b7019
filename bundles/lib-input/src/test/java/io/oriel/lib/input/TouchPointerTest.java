package io.oriel.lib.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.Injector;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.api.input.TouchPoint.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TouchPointerTest {
  private final List<String> events = new ArrayList<>();
  private final Injector pointer = new Noting();
  private long now;
  private final TouchPointer fingers = new TouchPointer(pointer, 1000, 500, () -> now);
  private final PenPointer pen = new PenPointer(pointer);

  private final class Noting implements Injector {
    @Override
    public void moveTo(double x01, double y01) {
      events.add("to %.2f %.2f".formatted(x01, y01));
    }

    @Override
    public void button(int evdevCode, boolean down) {
      events.add("button " + evdevCode + (down ? " down" : " up"));
    }

    @Override
    public void scroll(int dx120, int dy120) {
      events.add("scroll " + dx120 + " " + dy120);
    }

    @Override
    public void close() {}
  }

  private void touch(Phase phase, int id, double x, double y) {
    var point = new TouchPoint();
    point.phase = phase;
    point.id = id;
    point.x01 = (float) x;
    point.y01 = (float) y;
    fingers.touch(point);
  }

  @Test
  void a_tap_clicks_where_the_finger_is() {
    touch(Phase.DOWN, 1, 0.5, 0.5);
    touch(Phase.MOVE, 1, 0.505, 0.5);
    touch(Phase.UP, 1, 0.505, 0.5);

    assertThat(events).containsExactly("to 0.50 0.50", "button 272 down", "button 272 up");
  }

  @Test
  void holding_still_clicks_the_right_button() {
    touch(Phase.DOWN, 1, 0.5, 0.5);
    now += 500_000_000;
    touch(Phase.UP, 1, 0.5, 0.5);

    assertThat(events).containsExactly("to 0.50 0.50", "button 273 down", "button 273 up");
  }

  @Test
  void moving_drags() {
    touch(Phase.DOWN, 1, 0.5, 0.5);
    touch(Phase.MOVE, 1, 0.6, 0.5);
    touch(Phase.MOVE, 1, 0.7, 0.5);
    touch(Phase.UP, 1, 0.7, 0.5);

    assertThat(events)
        .containsExactly(
            "to 0.50 0.50", "button 272 down", "to 0.60 0.50", "to 0.70 0.50", "button 272 up");
  }

  @Test
  void two_fingers_scroll_and_click_nothing() {
    touch(Phase.DOWN, 1, 0.5, 0.5);
    touch(Phase.DOWN, 2, 0.6, 0.5);
    touch(Phase.MOVE, 1, 0.5, 0.4);
    touch(Phase.MOVE, 2, 0.6, 0.4);
    touch(Phase.UP, 1, 0.5, 0.4);
    touch(Phase.MOVE, 2, 0.6, 0.1);
    touch(Phase.UP, 2, 0.6, 0.1);
    touch(Phase.DOWN, 3, 0, 0);
    touch(Phase.UP, 3, 0, 0);

    int each = (int) (50 * 120 / 15.0 / 2);
    assertThat(events)
        .startsWith("to 0.50 0.50")
        .endsWith("to 0.00 0.00", "button 272 down", "button 272 up");
    int sum =
        events.stream()
            .filter(e -> e.startsWith("scroll 0 "))
            .mapToInt(e -> Integer.parseInt(e.substring(9)))
            .sum();
    assertThat(sum).isBetween(2 * each - 1, 2 * each + 1);
    assertThat(events).hasSize(6);
  }

  @Test
  void a_hovering_finger_points_and_clicks_nothing() {
    touch(Phase.HOVER, 1, 0.25, 0.5);
    touch(Phase.HOVER_LEAVE, 1, 0.25, 0.5);

    assertThat(events).containsExactly("to 0.25 0.50");
  }

  @Test
  void what_is_cancelled_clicks_nothing_and_holds_nothing() {
    touch(Phase.DOWN, 1, 0.5, 0.5);
    touch(Phase.CANCEL, 1, 0.5, 0.5);
    touch(Phase.DOWN, 1, 0.5, 0.5);
    touch(Phase.MOVE, 1, 0.9, 0.5);
    touch(Phase.CANCEL_ALL, 0, 0, 0);
    touch(Phase.DOWN, 2, 0.1, 0.1);
    touch(Phase.UP, 2, 0.1, 0.1);

    assertThat(events)
        .containsExactly(
            "to 0.50 0.50",
            "to 0.50 0.50",
            "button 272 down",
            "to 0.90 0.50",
            "button 272 up",
            "to 0.10 0.10",
            "button 272 down",
            "button 272 up");
  }

  @Test
  void a_finger_in_the_air_that_is_cancelled_leaves_no_button_down() {
    touch(Phase.DOWN, 1, 0.5, 0.5);
    touch(Phase.MOVE, 1, 0.9, 0.5);
    touch(Phase.HOVER, 2, 0.1, 0.1);
    touch(Phase.CANCEL, 2, 0.1, 0.1);
    touch(Phase.UP, 1, 0.9, 0.5);

    assertThat(events).endsWith("button 272 up");
  }

  @Test
  void a_pen_points_and_draws_and_lets_go() {
    pen(Phase.HOVER, 0.1, 0);
    pen(Phase.HOVER, 0.1, 1);
    pen(Phase.DOWN, 0.2, 1);
    pen(Phase.MOVE, 0.3, 0);
    pen(Phase.CANCEL_ALL, 0, 0);

    assertThat(events)
        .containsExactly(
            "to 0.10 0.00",
            "to 0.10 0.00",
            "button 273 down",
            "to 0.20 0.00",
            "button 272 down",
            "to 0.30 0.00",
            "button 273 up",
            "button 272 up");
  }

  private void pen(Phase phase, double x, int buttons) {
    var sample = new PenSample();
    sample.phase = phase;
    sample.x01 = (float) x;
    sample.buttons = buttons;
    pen.pen(sample);
  }
}

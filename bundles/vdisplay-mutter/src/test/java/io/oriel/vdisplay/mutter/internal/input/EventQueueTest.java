package io.oriel.vdisplay.mutter.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final EventQueue queue = new EventQueue();

  private List<String> taken() throws InterruptedException {
    queue.close();
    var all = new ArrayList<String>();
    var event = new InputEvent();
    while (queue.take(event)) {
      all.add(event.kind + " " + event.code + " " + event.down + " " + event.x + " " + event.y);
    }
    return all;
  }

  @Test
  void motion_that_waits_becomes_one_and_keeps_its_place_among_other_events() throws Exception {
    queue.put(InputEvent.Kind.MOVE_BY, 0, false, 1, 2);
    queue.put(InputEvent.Kind.MOVE_BY, 0, false, 3, 4);
    queue.put(InputEvent.Kind.BUTTON, 272, true, 0, 0);
    queue.put(InputEvent.Kind.MOVE_TO, 0, false, 5, 5);
    queue.put(InputEvent.Kind.MOVE_TO, 0, false, 6, 7);
    queue.put(InputEvent.Kind.TOUCH_MOVE, 1, false, 1, 1);
    queue.put(InputEvent.Kind.TOUCH_MOVE, 2, false, 2, 2);

    assertThat(taken())
        .containsExactly(
            "MOVE_BY 0 false 4.0 6.0",
            "BUTTON 272 true 0.0 0.0",
            "MOVE_TO 0 false 6.0 7.0",
            "TOUCH_MOVE 1 false 1.0 1.0",
            "TOUCH_MOVE 2 false 2.0 2.0");
  }

  @Test
  void releases_find_room_when_motion_and_presses_do_not() throws Exception {
    int pressed = 0;
    while (queue.put(InputEvent.Kind.KEY, pressed, true, 0, 0)) {
      pressed++;
    }

    assertThat(queue.put(InputEvent.Kind.MOVE_BY, 0, false, 1, 1)).isFalse();
    assertThat(queue.put(InputEvent.Kind.KEY, 30, false, 0, 0)).isTrue();
    assertThat(queue.put(InputEvent.Kind.TOUCH_UP, 3, false, 0, 0)).isTrue();
    assertThat(taken())
        .hasSize(pressed + 2)
        .endsWith("KEY 30 false 0.0 0.0", "TOUCH_UP 3 false 0.0 0.0");
  }

  @Test
  void fingers_get_slots_and_give_them_back() {
    var fingers = new Fingers();

    assertThat(fingers.down(77)).isZero();
    assertThat(fingers.down(-5)).isEqualTo(1);
    assertThat(fingers.down(77)).isZero();
    fingers.up(0);
    assertThat(fingers.find(77)).isEqualTo(-1);
    assertThat(fingers.any()).isEqualTo(1);
    assertThat(fingers.down(9)).isZero();
    for (int i = 0; i < Fingers.SLOTS - 2; i++) {
      assertThat(fingers.down(1000 + i)).isPositive();
    }
    assertThat(fingers.down(2000)).isEqualTo(-1);
  }
}

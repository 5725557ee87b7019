package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Injector;
import io.oriel.api.session.Stage;
import io.oriel.api.trust.Right;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputGuardTest {
  private final List<String> events = new ArrayList<>();
  private final InputGuard guard = new InputGuard(EnumSet.allOf(Right.class));
  private OpenStage<Injector> stage;

  @BeforeEach
  void open() {
    var injector =
        new Injector() {
          @Override
          public void key(int evdevCode, boolean down) {
            events.add("key " + evdevCode + (down ? " down" : " up"));
          }

          @Override
          public void button(int evdevCode, boolean down) {
            events.add("button " + evdevCode + (down ? " down" : " up"));
          }

          @Override
          public void moveTo(double x01, double y01) {
            events.add("to " + x01 + " " + y01);
          }

          @Override
          public void close() {
            events.add("close");
          }
        };
    var provider = new Provider<>(Stage.INPUT, "fake", new Object(), 0);
    stage = new OpenStage<>(provider, injector, () -> {});
    guard.attach(DeviceKind.KEYBOARD, stage);
    guard.attach(DeviceKind.POINTER, stage);
  }

  @Test
  void repeated_downs_and_ups_are_dropped() {
    guard.key(30, true);
    guard.key(30, true);
    guard.key(30, false);
    guard.key(30, false);

    assertThat(events).containsExactly("key 30 down", "key 30 up");
  }

  @Test
  void what_is_held_is_released_before_the_injector_closes() {
    guard.key(42, true);
    guard.button(0x110, true);

    stage.drain(System.nanoTime() + 1_000_000_000, () -> guard.releaseHeld(stage));

    assertThat(events)
        .containsExactly("key 42 down", "button 272 down", "key 42 up", "button 272 up", "close");
  }

  @Test
  void without_the_right_nothing_passes() {
    guard.rights(Set.of(Right.VIEW));

    guard.key(30, true);
    guard.moveTo(0.5, 0.5);

    assertThat(events).isEmpty();
  }

  @Test
  void nonsense_does_not_pass() {
    guard.key(-1, true);
    guard.key(1 << 20, true);
    guard.moveTo(Double.NaN, 0);
    guard.moveTo(-3, 7);

    assertThat(events).containsExactly("to 0.0 1.0");
  }

  @Test
  void after_the_injector_left_events_go_nowhere() {
    stage.drain();
    guard.detach(stage);
    events.clear();

    guard.key(30, true);

    assertThat(events).isEmpty();
  }
}

package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.api.input.TouchPoint.Phase;
import io.oriel.api.session.Stage;
import io.oriel.api.trust.Right;
import io.oriel.host.session.internal.media.PictureArea;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever a link tells, backends see events that make sense, and in the end nothing is held.
class InputGuardFuzzTest {
  private static final int ROUNDS = 40;
  private static final int EVENTS = 5_000;
  private static final Phase[] PHASES = Phase.values();

  private final Random random = new Random(4);

  /// A machine's devices: fails on what cannot happen on real ones.
  private static final class Devices implements Injector {
    final Set<Integer> keys = new HashSet<>();
    final Set<Integer> buttons = new HashSet<>();
    final Set<Integer> fingers = new HashSet<>();
    final Set<Integer> pads = new HashSet<>();
    final Set<Integer> playing = new HashSet<>();
    boolean penDown;
    boolean closed;

    @Override
    public void key(int evdevCode, boolean down) {
      assertThat(down ? keys.add(evdevCode) : keys.remove(evdevCode)).isTrue();
    }

    @Override
    public void button(int evdevCode, boolean down) {
      assertThat(down ? buttons.add(evdevCode) : buttons.remove(evdevCode)).isTrue();
    }

    @Override
    public void touch(TouchPoint p) {
      switch (p.phase) {
        case DOWN -> assertThat(fingers.add(p.id)).isTrue();
        case MOVE -> assertThat(fingers).contains(p.id);
        case UP -> assertThat(fingers.remove(p.id)).isTrue();
        case CANCEL -> fingers.remove(p.id);
        case CANCEL_ALL -> fingers.clear();
        case HOVER, HOVER_LEAVE -> assertThat(fingers).doesNotContain(p.id);
      }
    }

    @Override
    public void pen(PenSample p) {
      switch (p.phase) {
        case DOWN -> {
          assertThat(penDown).isFalse();
          penDown = true;
        }
        case MOVE -> assertThat(penDown).isTrue();
        case UP, CANCEL, CANCEL_ALL -> penDown = false;
        case HOVER, HOVER_LEAVE -> assertThat(penDown).isFalse();
      }
    }

    @Override
    public void padConnected(int slot, PadInfo pad) {
      assertThat(pads.add(slot)).isTrue();
    }

    @Override
    public void padGone(int slot) {
      assertThat(pads.remove(slot)).isTrue();
      assertThat(playing).doesNotContain(slot);
    }

    @Override
    public void gamepad(int slot, GamepadState state) {
      assertThat(pads).contains(slot);
      if (state.buttons == 0) {
        playing.remove(slot);
      } else {
        playing.add(slot);
      }
    }

    @Override
    public void motion(int slot, MotionType type, float x, float y, float z) {
      assertThat(pads).contains(slot);
    }

    @Override
    public void battery(int slot, BatteryState state, int percent) {
      assertThat(pads).contains(slot);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /// Makes devices as the control thread would, a little later.
  private final class Later implements PadSlots.Changes {
    final Set<Integer> due = new HashSet<>();

    @Override
    public void changed(int slot) {
      due.add(slot);
    }

    @Override
    public void reclaimed(int slot) {}

    @Override
    public void beyondLimit(int slot, int limit) {}
  }

  @Test
  void nothing_is_held_in_the_end() {
    for (int round = 0; round < ROUNDS; round++) {
      var later = new Later();
      var slots = new PadSlots(() -> 12, later);
      var guard =
          new InputGuard(
              EnumSet.allOf(Right.class),
              new PictureArea(),
              slots,
              (_, cause) -> {
                throw new AssertionError(cause);
              });
      var devices = new Devices();
      var stage = new InputStage(EnumSet.allOf(DeviceKind.class));
      var provider = new Provider<>(Stage.INPUT, "fake", new Object(), 0);
      stage.is(new OpenStage<>(provider, devices, () -> {}));
      guard.attach(stage);
      guard.flushes(new InputStage[] {stage});
      for (int i = 0; i < EVENTS; i++) {
        event(guard);
        if (random.nextInt(5) == 0) {
          later.due.forEach(slot -> reconcile(slots.slot(slot), stage));
          later.due.clear();
        }
        if (random.nextInt(200) == 0) {
          guard.rights(random.nextBoolean() ? EnumSet.allOf(Right.class) : Set.of(Right.VIEW));
        }
      }

      stage.stage().drain(System.nanoTime() + 1_000_000_000, () -> guard.releaseHeld(stage));

      assertThat(devices.keys).isEmpty();
      assertThat(devices.buttons).isEmpty();
      assertThat(devices.fingers).isEmpty();
      assertThat(devices.penDown).isFalse();
      assertThat(devices.playing).isEmpty();
      assertThat(devices.pads).isEmpty();
      assertThat(devices.closed).isTrue();
    }
  }

  private static void reconcile(PadSlot slot, InputStage stage) {
    if (slot.made() != null && slot.made() != slot.wanted()) {
      slot.unbind();
    }
    if (slot.wanted() != null && slot.made() == null) {
      slot.bind(stage, slot.wanted());
    }
  }

  private void event(InputGuard guard) {
    int slot = random.nextInt(20) - 2;
    switch (random.nextInt(12)) {
      case 0 -> guard.key(random.nextInt(900) - 50, random.nextBoolean());
      case 1 -> guard.button(0x110 + random.nextInt(8), random.nextBoolean());
      case 2 -> guard.touch(finger());
      case 3 -> {
        var pen = new PenSample();
        pen.phase = PHASES[random.nextInt(PHASES.length)];
        guard.pen(pen);
      }
      case 4 ->
          guard.padConnected(
              slot, new PadInfo(PadType.values()[random.nextInt(5)], Set.of(), 0, "pad"));
      case 5 -> guard.padGone(slot);
      case 6, 7 -> {
        if (slot >= 0) {
          var state = new GamepadState();
          state.buttons = random.nextInt(3);
          guard.gamepad(slot, state);
        }
      }
      case 8 -> guard.padTouch(slot, random.nextInt(4) - 1, finger());
      case 9 -> guard.motion(slot, MotionType.GYROSCOPE, 1, 2, 3);
      case 10 -> guard.battery(slot, BatteryState.FULL, 100);
      default -> guard.flush();
    }
  }

  private TouchPoint finger() {
    var point = new TouchPoint();
    point.phase = PHASES[random.nextInt(PHASES.length)];
    point.id = random.nextInt(40);
    return point;
  }
}

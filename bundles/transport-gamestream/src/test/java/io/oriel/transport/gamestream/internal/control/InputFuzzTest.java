package io.oriel.transport.gamestream.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.testkit.FuzzBudget;
import io.oriel.wire.gamestream.input.InputPackets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Random and damaged packets through the bridge: no exception, and only sane calls come out.
class InputFuzzTest {
  private static List<byte[]> good() {
    var all = new ArrayList<byte[]>();
    all.add(InputPackets.haptics(true));
    all.add(InputPackets.key(0x41, true, 7, false));
    all.add(InputPackets.key(0x41, false, 0, true));
    all.add(InputPackets.text(0x1f600));
    all.add(InputPackets.moveBy(-32768, 32767));
    all.add(InputPackets.moveTo(1, 2, 3, 4));
    all.add(InputPackets.button(1, true));
    all.add(InputPackets.scrollVertical(120));
    all.add(InputPackets.scrollHorizontal(-120));
    all.add(InputPackets.arrival(0, 2, 0x1ff, -1));
    all.add(InputPackets.controller(0, 1, -1, 255, 255, 1, 2, 3, 4));
    all.add(InputPackets.touch(1, 1, 0.5f, 0.5f, 1, 1, 1, 90));
    all.add(InputPackets.pen(1, 1, 1, 0.5f, 0.5f, 1, 90, 45, 1, 1));
    all.add(InputPackets.padTouch(0, 1, 1, 1, 0.5f, 0.5f, 1));
    all.add(InputPackets.motion(0, 1, 1, 2, 3));
    all.add(InputPackets.battery(0, 1, 50));
    return all;
  }

  @Test
  void damaged_packets_make_only_sane_calls() {
    var good = good();
    var input = new ClientInput(new NotedPads(new ArrayList<>(0)), new Oddities("fuzz"));
    input.to(new Picky());

    FuzzBudget.run(
        random -> {
          byte[] b = good.get(random.nextInt(good.size())).clone();
          if (random.nextInt(8) == 0) {
            b = Arrays.copyOf(b, random.nextInt(b.length + 4));
          }
          FuzzBudget.damage(random, b, 0, b.length);
          if (b.length > 4 && random.nextBoolean()) {
            b[0] = 0;
            b[1] = 0;
            b[2] = 0;
            b[3] = (byte) (b.length - 4); // so that more than the length is looked at
          }
          input.packet(b, 0, b.length);
          if (random.nextInt(3) == 0) {
            input.flush();
          }
        });
  }

  /// Fails on what no backend should have to expect.
  private static final class Picky implements Injector {
    private int slots;

    private static void place(float x, float y) {
      assertThat(x).isBetween(0f, 1f);
      assertThat(y).isBetween(0f, 1f);
    }

    private void there(int slot) {
      assertThat(slots & 1 << slot).as("slot " + slot + " is in use").isNotZero();
    }

    @Override
    public void key(int evdevCode, boolean down) {
      assertThat(evdevCode).isBetween(1, 0x2ff);
    }

    @Override
    public void button(int evdevCode, boolean down) {
      assertThat(evdevCode).isBetween(0x110, 0x114);
    }

    @Override
    public void text(CharSequence utf16) {
      assertThat(utf16).isNotEmpty();
    }

    @Override
    public void moveTo(double x01, double y01) {
      place((float) x01, (float) y01);
    }

    @Override
    public void touch(TouchPoint p) {
      place(p.x01, p.y01);
      assertThat(p.phase).isNotNull();
      assertThat(Float.isNaN(p.pressure01) || p.pressure01 > 0 && p.pressure01 <= 1).isTrue();
      assertThat(p.rotationDegrees).isBetween(-1, 359);
    }

    @Override
    public void pen(PenSample p) {
      place(p.x01, p.y01);
      assertThat(p.tiltDegrees).isBetween(-1, 90);
      assertThat(p.buttons).isBetween(0, 7);
    }

    @Override
    public void padConnected(int slot, PadInfo pad) {
      assertThat(slot).isBetween(0, 15);
      slots |= 1 << slot;
    }

    @Override
    public void padGone(int slot) {
      there(slot);
      slots &= ~(1 << slot);
    }

    @Override
    public void gamepad(int slot, GamepadState state) {
      there(slot);
    }

    @Override
    public void padTouch(int slot, int touchpad, TouchPoint point) {
      there(slot);
      place(point.x01, point.y01);
      assertThat(touchpad).isBetween(0, 1);
    }

    @Override
    public void close() {}
  }
}

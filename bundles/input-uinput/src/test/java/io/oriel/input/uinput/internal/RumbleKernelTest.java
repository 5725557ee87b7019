package io.oriel.input.uinput.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.input.uinput.evdev.KernelVm;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Force feedback as games ask for it, up to what the client is told.
@Tag("kernel")
class RumbleKernelTest {
  /// What a client was told, and when.
  private record Told(int slot, int strong, int weak, long nanos) {
    Told(int slot, int strong, int weak) {
      this(slot, strong, weak, 0);
    }

    Told withoutTime() {
      return new Told(slot, strong, weak);
    }
  }

  private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final Feedback feedback =
      new Feedback() {
        @Override
        public void rumble(int slot, int low16, int high16, int durationMs) {
          assertThat(durationMs).isZero();
          told.add(new Told(slot, low16, high16, System.nanoTime()));
        }
      };

  @BeforeAll
  static void kernel() {
    KernelVm.needUinput();
  }

  private Rig rig() throws Exception {
    var rig = new Rig(feedback, Settings.DEFAULTS, Rig.FULL_HD, DeviceKind.GAMEPAD);
    rig.injector.padConnected(2, Rig.PAD);
    return rig;
  }

  private Told next() throws InterruptedException {
    var next = told.poll(3, TimeUnit.SECONDS);
    assertThat(next).as("rumble told within three seconds").isNotNull();
    return next;
  }

  private void expect(int strong, int weak) throws InterruptedException {
    assertThat(next().withoutTime()).isEqualTo(new Told(2, strong, weak));
  }

  @Test
  void a_rumble_is_told_and_ends_by_its_length() throws Exception {
    try (var rig = rig()) {
      var game = rig.reader("Pad 3");

      int effect = game.rumble(-1, 0xc000, 0x4000, 300, 0);
      game.play(effect, 1);
      var start = next();
      var end = next();

      assertThat(start.withoutTime()).isEqualTo(new Told(2, 0xc000, 0x4000));
      assertThat(end.withoutTime()).isEqualTo(new Told(2, 0, 0));
      assertThat(end.nanos - start.nanos).isBetween(280_000_000L, 1_500_000_000L);
    }
  }

  @Test
  void a_rumble_without_length_goes_on_until_it_is_stopped() throws Exception {
    try (var rig = rig()) {
      var game = rig.reader("Pad 3");
      int effect = game.rumble(-1, 1000, 2000, 0, 0);

      game.play(effect, 1);
      expect(1000, 2000);
      assertThat(told.poll(300, TimeUnit.MILLISECONDS)).isNull();
      game.play(effect, 0);

      expect(0, 0);
    }
  }

  @Test
  void a_playing_effect_takes_its_new_strength() throws Exception {
    try (var rig = rig()) {
      var game = rig.reader("Pad 3");
      int effect = game.rumble(-1, 1000, 0, 0, 0);
      game.play(effect, 1);
      expect(1000, 0);

      assertThat(game.rumble(effect, 3000, 4000, 0, 0)).isEqualTo(effect);

      expect(3000, 4000);
    }
  }

  @Test
  void several_effects_add_up() throws Exception {
    try (var rig = rig()) {
      var game = rig.reader("Pad 3");
      int one = game.rumble(-1, 0x8000, 100, 0, 0);
      int two = game.rumble(-1, 0x9000, 200, 0, 0);

      game.play(one, 1);
      expect(0x8000, 100);
      game.play(two, 1);
      expect(0xffff, 300);
      game.play(one, 0);

      expect(0x9000, 200);
    }
  }

  @Test
  void gain_weakens_all_effects() throws Exception {
    try (var rig = rig()) {
      var game = rig.reader("Pad 3");
      int effect = game.rumble(-1, 0xffff, 0x8000, 0, 0);
      game.play(effect, 1);
      expect(0xffff, 0x8000);

      game.gain(0x8000);

      expect(0x8000, 0x4000);
    }
  }

  @Test
  void a_periodic_effect_turns_both_motors() throws Exception {
    try (var rig = rig()) {
      var game = rig.reader("Pad 3");
      int effect = game.sine(0x4000, 0);

      game.play(effect, 1);

      expect(0x8000, 0x8000);
    }
  }

  @Test
  void an_erased_effect_stops() throws Exception {
    try (var rig = rig()) {
      var game = rig.reader("Pad 3");
      int effect = game.rumble(-1, 500, 600, 0, 0);
      game.play(effect, 1);
      expect(500, 600);

      game.erase(effect);

      expect(0, 0);
    }
  }

  @Test
  void effects_of_a_game_that_ends_stop() throws Exception {
    try (var rig = rig()) {
      var game = rig.reader("Pad 3");
      game.play(game.rumble(-1, 500, 600, 0, 0), 1);
      expect(500, 600);

      game.close();

      expect(0, 0);
    }
  }

  @Test
  void a_seventeenth_effect_is_refused() throws Exception {
    try (var rig = rig()) {
      var game = rig.reader("Pad 3");
      for (int i = 0; i < 16; i++) {
        game.rumble(-1, i, i, 100, 0);
      }

      assertThatThrownBy(() -> game.rumble(-1, 1, 1, 100, 0)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_pad_that_goes_while_it_rumbles_is_silenced() throws Exception {
    try (var rig = rig()) {
      var game = rig.reader("Pad 3");
      game.play(game.rumble(-1, 500, 600, 0, 0), 1);
      expect(500, 600);

      rig.injector.padGone(2);

      expect(0, 0);
    }
  }
}

package io.oriel.input.uinput.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.input.uinput.internal.EffectMixer.Effect;
import org.junit.jupiter.api.Test;

class EffectMixerTest {
  private static final long MILLI = 1_000_000;

  private final EffectMixer mixer = new EffectMixer();

  @Test
  void an_effect_ends_when_its_length_is_over() {
    mixer.store(0, Effect.rumble(100, 200, 50, 0), 0);
    mixer.play(0, 1, 0);

    assertAt(0, 100, 200, 50);
    assertAt(49, 100, 200, 50);
    assertAt(50, 0, 0, -1);
  }

  @Test
  void an_effect_waits_for_its_delay_before_every_repetition() {
    mixer.store(0, Effect.rumble(100, 0, 50, 20), 0);
    mixer.play(0, 2, 0);

    assertAt(0, 0, 0, 20);
    assertAt(20, 100, 0, 70);
    assertAt(70, 0, 0, 90);
    assertAt(90, 100, 0, 140);
    assertAt(140, 0, 0, -1);
  }

  @Test
  void repetitions_that_were_slept_through_are_over() {
    mixer.store(0, Effect.rumble(100, 0, 10, 0), 0);
    mixer.play(0, 1000, 0);

    assertAt(9_995, 100, 0, 10_000);
    assertAt(20_000, 0, 0, -1);
  }

  @Test
  void an_effect_changed_while_it_plays_begins_anew() {
    mixer.store(0, Effect.rumble(100, 0, 50, 0), 0);
    mixer.play(0, 1, 0);
    assertAt(40, 100, 0, 50);

    mixer.store(0, Effect.rumble(300, 0, 50, 0), 40 * MILLI);

    assertAt(60, 300, 0, 90);
  }

  @Test
  void the_sum_stays_within_the_motors_range() {
    for (int id = 0; id < EffectMixer.EFFECTS; id++) {
      mixer.store(id, Effect.rumble(0xffff, 0x2000, 0, 0), 0);
      mixer.play(id, 1, 0);
    }

    assertAt(0, 0xffff, 0xffff, -1);
  }

  @Test
  void gain_is_applied_to_the_sum() {
    mixer.store(0, Effect.rumble(1000, 500, 0, 0), 0);
    mixer.play(0, 1, 0);

    mixer.gain(0x7fff);

    assertAt(0, 499, 249, -1);
  }

  @Test
  void an_envelope_rises_and_falls() {
    mixer.store(0, new Effect(1000, 1000, 100, 0, 40, 200, 20, 0), 0);
    mixer.play(0, 1, 0);

    assertAt(0, 200, 200, 20);
    assertAt(20, 600, 600, 40);
    assertAt(40, 1000, 1000, 80);
    assertAt(90, 500, 500, 100);
    assertAt(100, 0, 0, -1);
  }

  @Test
  void slots_that_do_not_exist_are_refused() {
    assertThat(mixer.store(16, Effect.rumble(1, 1, 0, 0), 0)).isFalse();
    mixer.play(16, 1, 0);
    mixer.play(-1, 1, 0);
    mixer.play(3, 1, 0); // nothing stored
    mixer.erase(99);

    assertAt(0, 0, 0, -1);
  }

  private void assertAt(long ms, int strong, int weak, long nextMs) {
    mixer.mix(ms * MILLI);
    assertThat(mixer.strong()).isEqualTo(strong);
    assertThat(mixer.weak()).isEqualTo(weak);
    assertThat(mixer.next()).isEqualTo(nextMs < 0 ? EffectMixer.NEVER : nextMs * MILLI);
  }
}

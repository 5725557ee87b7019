package io.oriel.host.session.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
  private static final int CHANNELS = 3;
  private static final int FRAMES = 4_800;

  @ParameterizedTest
  @ValueSource(ints = {50, 1_000, 5_000, 10_000, 15_000})
  void a_tone_read_at_a_wandering_speed_stays_pure(int hertz) {
    var from = new float[FRAMES * CHANNELS];
    for (int i = 0; i < FRAMES; i++) {
      for (int c = 0; c < CHANNELS; c++) {
        from[i * CHANNELS + c] = (float) tone(hertz, i, c);
      }
    }
    var resampler = new Resampler(CHANNELS);
    var to = new float[CHANNELS];
    double worst = 0;
    double place = Resampler.HALF;
    for (int n = 0; place < FRAMES - Resampler.HALF - 1; n++) {
      resampler.read(from, (int) place, place - (int) place, to, 0);
      for (int c = 0; c < CHANNELS; c++) {
        worst = Math.max(worst, Math.abs(to[c] - tone(hertz, place, c)));
      }
      place += 1 + 1e-3 * Math.sin(n / 300.0);
    }

    // 60 dB below full scale up to 15 kHz
    assertThat(worst).isLessThan(1e-3);
  }

  private static double tone(int hertz, double frame, int channel) {
    return Math.sin(2 * Math.PI * hertz * frame / 48_000 + channel);
  }
}

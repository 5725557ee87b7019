package io.oriel.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.tck.MicrophoneContract;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A test that records hears nothing but what is spoken, and half a second of silence around it.
class MicrophoneContractTest extends MicrophoneContract {
  private static final int SILENCE = 24_000;

  private final TestMicrophones microphones = new TestMicrophones();

  @Override
  protected MicrophoneProvider provider() {
    return microphones;
  }

  @Override
  protected MicrophoneProvider.Request unfitRequest() {
    return request();
  }

  /// There is nothing that it does not do.
  @Test
  @Override
  public void assess_names_the_thing_and_the_class_of_trouble_when_it_is_unfit() {
    assertThat(microphones.assess(request(), facts())).isNotNull();
  }

  @Override
  protected Recording record(Microphone microphone) {
    microphones.clear();
    return new Recording() {
      private int asked;

      @Override
      public float[] heard() {
        float[] spoken = microphones.heard();
        return Arrays.copyOf(spoken, spoken.length + ++asked * SILENCE);
      }

      @Override
      public void close() {}
    };
  }
}

package io.oriel.encoder.x264.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.media.EncodedFrame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class X264InvalidationTest {
  /// What a client that lost frames sees after the recovery must be what one that lost none sees.
  @ParameterizedTest
  @CsvSource({
    "ultrafast, 1, 1, 1",
    "ultrafast, 4, 1, 1",
    "ultrafast, 4, 3, 1",
    "ultrafast, 2, 2, 4",
    "veryfast, 2, 4, 1",
    "medium, 4, 3, 4",
  })
  void after_an_invalidation_nothing_depends_on_what_was_lost(
      String preset, int threads, int lost, int slices) throws Exception {
    var request = TestStream.request(8_000_000, 0, slices, 0, true);
    try (var stream = TestStream.open(request, threads, preset);
        var whole = new TestDecoder();
        var lossy = new TestDecoder()) {
      int number = 1;
      for (; number <= 20; number++) {
        var coded = stream.encode(number, 0);
        whole.decode(coded.bytes());
        lossy.decode(coded.bytes());
      }
      int firstLost = number;
      for (; number < firstLost + lost; number++) {
        whole.decode(stream.encode(number, 0).bytes());
      }
      int late = number; // what was sent until the loss was known
      for (; number < late + 2; number++) {
        whole.decode(stream.encode(number, 0).bytes());
      }

      assertThat(stream.encoder.invalidate(firstLost, late - 1)).isTrue();

      for (int last = number + 30; number < last; number++) {
        var coded = stream.encode(number, 0);
        boolean recovers = number == late + 2;
        assertThat(coded.flags()).isEqualTo(recovers ? EncodedFrame.AFTER_INVALIDATION : 0);
        byte[] expected = TestDecoder.samples(whole.decode(coded.bytes()));
        byte[] seen = TestDecoder.samples(lossy.decode(coded.bytes()));
        assertThat(Arrays.equals(seen, expected)).as("frame " + number).isTrue();
      }
    }
  }

  @Test
  void a_loss_in_the_recovery_is_healed_again() throws Exception {
    try (var stream = TestStream.open(8_000_000);
        var whole = new TestDecoder();
        var lossy = new TestDecoder()) {
      for (int number = 1; number <= 6; number++) {
        var coded = stream.encode(number, 0);
        whole.decode(coded.bytes());
        if (number < 6) {
          lossy.decode(coded.bytes());
        }
      }
      assertThat(stream.encoder.invalidate(6, 6)).isTrue();
      var recovery = stream.encode(7, 0);
      assertThat(recovery.flags()).isEqualTo(EncodedFrame.AFTER_INVALIDATION);
      whole.decode(recovery.bytes());

      assertThat(stream.encoder.invalidate(6, 7)).isTrue(); // the recovery was lost as well

      for (int number = 8; number < 20; number++) {
        var coded = stream.encode(number, 0);
        assertThat(coded.flags()).isEqualTo(number == 8 ? EncodedFrame.AFTER_INVALIDATION : 0);
        byte[] expected = TestDecoder.samples(whole.decode(coded.bytes()));
        byte[] seen = TestDecoder.samples(lossy.decode(coded.bytes()));
        assertThat(Arrays.equals(seen, expected)).as("frame " + number).isTrue();
      }
    }
  }

  @Test
  void a_loss_that_nothing_is_left_for_is_refused_and_a_key_frame_comes_when_asked_for()
      throws Exception {
    var request = TestStream.request(8_000_000, 0, 1, 4, true);
    try (var stream = TestStream.open(request, 2, "ultrafast")) {
      for (int number = 1; number <= 10; number++) {
        stream.encode(number, 0);
      }

      assertThat(stream.encoder.invalidate(7, 10)).isFalse();
      assertThat(stream.encoder.invalidate(8, 10)).isTrue();

      assertThat(stream.encode(11, 0).flags()).isEqualTo(EncodedFrame.AFTER_INVALIDATION);
    }
  }

  @Test
  void a_client_with_one_reference_frame_gets_key_frames() throws Exception {
    var request = TestStream.request(8_000_000, 0, 1, 1, true);
    try (var stream = TestStream.open(request, 2, "ultrafast");
        var decoder = new TestDecoder()) {
      for (int number = 1; number <= 5; number++) {
        decoder.decode(stream.encode(number, 0).bytes());
      }

      assertThat(decoder.references()).isEqualTo(1);
      assertThat(stream.encoder.invalidate(5, 5)).isFalse();
    }
  }
}

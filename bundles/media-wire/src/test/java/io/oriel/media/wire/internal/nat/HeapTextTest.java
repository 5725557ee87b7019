package io.oriel.media.wire.internal.nat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.core.ThreadAllocation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class HeapTextTest {
  private static final int STRIDE = 1424;

  @Test
  void every_place_is_shown_where_it_is() {
    byte[] frame = new byte[3000];
    byte[] other = new byte[3000];
    var text = new HeapText();
    for (int round = 0; round < 2; round++) {
      for (int at = 0; at < frame.length; at++) {
        frame[at] = (byte) at;
        other[at] = (byte) ~at;

        assertThat(text.at(frame, at, 1).get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) at);
      }
    }
    for (int at = 0; at < frame.length; at++) {
      assertThat(text.at(other, at, 1).get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) ~at);
      assertThat(text.at(frame, at, 1).get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) at);
    }
  }

  /// Before the compiler has had the code too, which takes a quiet stream minutes.
  @Test
  void the_packets_of_further_frames_allocate_nothing() {
    byte[] frame = new byte[500 * STRIDE];
    var text = new HeapText();
    show(text, frame);
    long before = ThreadAllocation.bytes();

    MemorySegment last = show(text, frame);

    assertThat(ThreadAllocation.bytes() - before).isZero();
    assertThat(last.byteSize()).isEqualTo(STRIDE);
  }

  @Test
  void what_lies_beyond_the_array_is_not_shown() {
    var text = new HeapText();
    byte[] packet = new byte[100];

    assertThat(text.at(packet, 90, 10).byteSize()).isEqualTo(10);
    assertThatThrownBy(() -> text.at(packet, 90, 11)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> text.at(packet, 101, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static MemorySegment show(HeapText text, byte[] frame) {
    MemorySegment shown = null;
    for (int at = 0; at < frame.length; at += STRIDE) {
      shown = text.at(frame, at, 1);
    }
    return shown;
  }
}

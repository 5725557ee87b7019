package io.oriel.client.gamestream.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.VideoCodec;
import io.oriel.wire.gamestream.control.FecStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameGateTest {
  private final Seen seen = new Seen();
  private final FrameGate gate = gate(VideoCodec.AV1, false);

  @Test
  void nothing_is_shown_before_the_first_key_frame() {
    gate.frame(frame(1, 1), new byte[0]);
    gate.frame(frame(2, 2), new byte[0]);
    gate.frame(frame(3, 1), new byte[0]);

    assertThat(seen.shown).containsExactly(2, 3);
  }

  @Test
  void after_a_loss_a_key_frame_is_asked_for_once_a_later_frame_is_whole() {
    gate.frame(frame(1, 2), new byte[0]);
    gate.lost(2, true);
    int before = seen.keyFrames;
    gate.frame(frame(3, 1), new byte[0]);
    gate.frame(frame(4, 1), new byte[0]);
    gate.frame(frame(5, 2), new byte[0]);

    assertThat(before).isZero();
    assertThat(seen.keyFrames).isEqualTo(1);
    assertThat(seen.shown).containsExactly(1, 5);
  }

  @Test
  void a_frame_that_never_came_counts_as_lost() {
    gate.frame(frame(1, 2), new byte[0]);
    gate.frame(frame(3, 1), new byte[0]);

    assertThat(seen.counters.framesLost.get()).isEqualTo(1);
    assertThat(seen.keyFrames).isEqualTo(1);
  }

  @Test
  void with_invalidation_the_frame_after_it_is_enough() {
    FrameGate able = gate(VideoCodec.HEVC, true);
    able.frame(frame(1, 2), keyPacket());
    able.lost(2, false);
    able.frame(frame(3, 1), new byte[64]);
    able.frame(frame(4, 5), new byte[64]);

    assertThat(seen.invalidated).containsExactly("2-2");
    assertThat(seen.shown).containsExactly(1, 4);
    assertThat(seen.keyFrames).isZero();
  }

  @Test
  void parameter_sets_outside_the_first_packet_make_no_key_frame() {
    FrameGate strict = gate(VideoCodec.H264, false);

    strict.frame(frame(1, 2), new byte[64]);

    assertThat(seen.shown).isEmpty();
  }

  // VPS, SPS, PPS and the start of an IDR slice behind the 40 bytes of headers.
  private static byte[] keyPacket() {
    byte[] packet = new byte[64];
    int[] types = {32, 33, 34, 19};
    for (int i = 0; i < types.length; i++) {
      packet[40 + 5 * i + 2] = 1;
      packet[40 + 5 * i + 3] = (byte) (types[i] << 1);
    }
    return packet;
  }

  private FrameGate gate(VideoCodec codec, boolean invalidation) {
    return new FrameGate(codec, invalidation, 48, seen, seen.counters);
  }

  private static ReceivedFrame frame(int index, int type) {
    return new ReceivedFrame(index, new byte[10], type, 0, index, index, 0);
  }

  private static final class Seen implements FrameGate.Outlet {
    final StreamCounters counters = new StreamCounters(0);
    final List<Integer> shown = new ArrayList<>();
    final List<String> invalidated = new ArrayList<>();
    int keyFrames;

    @Override
    public void show(ReceivedFrame frame) {
      shown.add(frame.index());
    }

    @Override
    public void wantKeyFrame() {
      keyFrames++;
    }

    @Override
    public void invalidate(int first, int last) {
      invalidated.add(first + "-" + last);
    }

    @Override
    public void fec(FecStatus report) {}
  }
}

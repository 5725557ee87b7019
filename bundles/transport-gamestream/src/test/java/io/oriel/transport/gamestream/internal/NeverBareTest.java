package io.oriel.transport.gamestream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.media.EncodedFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// No frame leaves without parity.
class NeverBareTest {
  private StreamRig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new StreamRig();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void a_frame_that_cannot_be_protected_is_abandoned_and_told_as_lost() throws Exception {
    try (var one = rig.running("b001").stream()) {
      var link = one.session.link.get();
      byte[] tooLarge = new byte[1_500_000];
      rig.random.nextBytes(tooLarge);

      link.sendVideo(TestFrame.of(7, EncodedFrame.KEY, tooLarge));

      assertThat(one.session.told).containsExactly("lost 7 7");
      assertThat(link.counters())
          .containsEntry("link.frames.abandoned", 1L)
          .containsEntry("link.frames.fec.none", 0L)
          .containsEntry("link.packets.sent", 0L);
    }
  }

  @Test
  void encoders_are_bounded_so_that_every_frame_has_room_for_the_largest_share() throws Exception {
    try (var one = rig.running("b002").stream()) {
      int most = one.session.stream().orElseThrow().maxFrameBytes();
      var link = one.session.link.get();

      link.sendVideo(TestFrame.of(1, EncodedFrame.KEY, new byte[most]));

      assertThat(most).isBetween(850_000, 950_000); // 4 blocks of 170 packets with half as many
      assertThat(link.counters())
          .containsEntry("link.frames.fec.reduced", 0L)
          .containsEntry("link.frames.fec.none", 0L)
          .containsEntry("link.frames.abandoned", 0L)
          .containsEntry("link.fec.percent", 20L);
    }
  }
}

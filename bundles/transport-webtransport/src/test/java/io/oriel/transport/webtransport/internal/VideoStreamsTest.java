package io.oriel.transport.webtransport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.lib.browser.fixture.TestFrame;
import io.oriel.lib.browser.wire.FrameHeader;
import io.oriel.media.webtransport.OutgoingStream.State;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VideoStreamsTest {
  private final FakeSession session = new FakeSession();
  private final FakePeer peer = new FakePeer();
  private final VideoStreams video = new VideoStreams(session, peer, () -> 100);

  VideoStreamsTest() {
    video.format(new StreamFormat(Codec.H264, 1280, 720, 60_000, 8, Chroma.YUV420, ColorSpec.SRGB));
  }

  private long counter(String name) {
    Map<String, Long> all = new HashMap<>();
    video.count(all);
    return all.get(name);
  }

  @Test
  void a_frame_is_one_message_with_its_times_before_it() {
    video.send(TestFrame.key(7));

    var stream = session.streams.getFirst();
    assertThat(stream.tag).isEqualTo(7);
    assertThat(stream.body).hasSize(TestFrame.key(7).length());
    assertThat(stream.head).hasSize(FrameHeader.BYTES);
    var head = ByteBuffer.wrap(stream.head);
    assertThat(head.get()).isEqualTo((byte) 1);
    assertThat(head.get()).isEqualTo((byte) FrameHeader.KEY);
    assertThat(head.getInt()).isEqualTo(7);
    assertThat(head.getLong()).isPositive();
    head.getInt();
    assertThat(head.getInt()).isGreaterThan(1000);
    assertThat(head.getInt()).isEqualTo(stream.body.length);
    assertThat(counter("link.frames.sent")).isEqualTo(1);
  }

  @Test
  void frames_behind_a_key_frame_have_as_long_as_it() {
    video.send(TestFrame.predicted(1));
    video.send(TestFrame.key(2));
    video.send(TestFrame.predicted(3));

    long plain = session.streams.get(0).deadlineNanos;
    long key = session.streams.get(1).deadlineNanos;
    assertThat(Duration.ofNanos(key - plain)).isGreaterThan(Duration.ofMillis(250));
    assertThat(session.streams.get(2).deadlineNanos).isEqualTo(key);
  }

  @Test
  void when_too_many_wait_the_next_one_waits_a_frame_interval_and_is_lost() {
    for (int i = 1; i <= 6; i++) { // 100 ms hold six frames of 60 Hz
      video.send(TestFrame.predicted(i));
    }
    long before = System.nanoTime();
    video.send(TestFrame.predicted(7));

    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(16_000_000L);
    assertThat(session.streams).hasSize(6);
    assertThat(peer.told).containsExactly("lost 7 7");
    assertThat(counter("link.frames.abandoned")).isEqualTo(1);
  }

  @Test
  void room_ends_the_wait() throws Exception {
    for (int i = 1; i <= 6; i++) {
      video.send(TestFrame.predicted(i));
    }
    video.format( // an interval long enough for a busy machine
        new StreamFormat(Codec.H264, 1280, 720, 1000, 8, Chroma.YUV420, ColorSpec.SRGB));
    session.streams.get(0).state = State.SENT;
    session.streams.get(1).state = State.SENT;
    session.streams.get(2).state = State.SENT;
    var helper =
        Thread.startVirtualThread(
            () -> {
              session.streams.forEach(s -> s.state = State.SENT);
              video.ended(session.streams.getFirst());
            });
    video.send(TestFrame.predicted(7));
    helper.join();

    assertThat(session.streams).hasSize(7);
    assertThat(peer.told).isEmpty();
  }

  @Test
  void a_frame_that_is_late_is_told_as_lost() {
    video.send(TestFrame.predicted(5));
    session.streams.getFirst().state = State.LATE;
    video.ended(session.streams.getFirst());

    assertThat(peer.told).containsExactly("lost 5 5");
    assertThat(counter("link.frames.late")).isEqualTo(1);
  }

  @Test
  void a_refused_stream_is_a_lost_frame() {
    session.most = 0;
    video.send(TestFrame.key(1));

    assertThat(peer.told).containsExactly("lost 1 1");
  }

  @Test
  void the_oldest_waiting_frame_tells_how_long_frames_wait() {
    assertThat(video.waitingNanos(System.nanoTime())).isZero();
    video.send(TestFrame.predicted(1));
    video.send(TestFrame.predicted(2));

    long created = session.streams.getFirst().createdNanos();
    assertThat(video.waitingNanos(created + 50)).isEqualTo(50);
    session.streams.forEach(s -> s.state = State.SENT);
    assertThat(video.waitingNanos(System.nanoTime())).isZero();
  }
}

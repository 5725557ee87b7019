package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.encode.Encoder;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.HdrMetadata;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.InputSink;
import io.oriel.api.session.Stage;
import io.oriel.host.session.internal.media.MediaRun;
import io.oriel.host.session.internal.media.SessionFigures;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A picture's HDR metadata reach the link, once, and before the picture is encoded.
class HdrPassingTest {
  private static final HdrMetadata BRIGHT =
      new HdrMetadata(
          35_400, 14_600, 8_500, 39_850, 6_550, 2_300, 15_635, 16_450, 1_000, 50, 800, 400);
  private static final HdrMetadata DIM =
      new HdrMetadata(
          35_400, 14_600, 8_500, 39_850, 6_550, 2_300, 15_635, 16_450, 400, 50, 300, 100);

  private final List<Object> seen = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch done = new CountDownLatch(1);

  @Test
  void metadata_are_told_before_the_picture_and_only_when_they_change() throws Exception {
    var pictures = new ArrayList<>(Arrays.asList(null, BRIGHT, BRIGHT, DIM, null, null));
    var format = new StreamFormat(Codec.HEVC, 640, 480, 60_000, 10, Chroma.YUV420, ColorSpec.HDR10);
    var run =
        new MediaRun(
            "test",
            stage(Stage.CAPTURE, new Pictures(pictures)),
            stage(Stage.ENCODER, new Listening()),
            new Link(),
            format,
            new SessionFigures(),
            new NoTrouble(),
            0);

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    run.stop();

    assertThat(seen)
        .containsExactly(
            "picture", BRIGHT, "picture", "picture", DIM, "picture", "off", "picture", "picture");
  }

  private static <T extends AutoCloseable> OpenStage<T> stage(Stage stage, T instance) {
    Runnable wake =
        instance instanceof Capture capture ? capture::wake : ((Encoder) instance)::wake;
    return new OpenStage<>(new Provider<>(stage, "test", instance, 0), instance, wake);
  }

  private final class Pictures implements Capture {
    private final Semaphore ended = new Semaphore(0);
    private final List<HdrMetadata> left;

    Pictures(List<HdrMetadata> left) {
      this.left = left;
    }

    @Override
    public VideoFormat format() {
      return new VideoFormat(640, 480, Fourcc.XRGB2101010, 0, ColorSpec.HDR_RGB);
    }

    @Override
    public Frame await(long timeoutNanos) throws InterruptedException {
      if (left.isEmpty()) {
        done.countDown();
        ended.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
        return null;
      }
      return new Picture(format(), left.removeFirst());
    }

    @Override
    public void wake() {
      ended.release();
    }

    @Override
    public void reconfigure(VideoFormat wanted, int maxMilliHz) {}

    @Override
    public void close() {}
  }

  private record Picture(VideoFormat format, HdrMetadata hdr) implements Frame {
    @Override
    public long sequence() {
      return 1;
    }

    @Override
    public long captureNanos() {
      return 1;
    }

    @Override
    public long readyNanos() {
      return 1;
    }

    @Override
    public MemoryKind memory() {
      return MemoryKind.HOST;
    }

    @Override
    public long bufferId() {
      return 1;
    }

    @Override
    public int planeCount() {
      return 1;
    }

    @Override
    public int planeStride(int plane) {
      return 4 * format.widthPx();
    }

    @Override
    public void release() {}
  }

  private final class Listening implements Encoder {
    private final Semaphore woken = new Semaphore(0);

    @Override
    public boolean submit(Frame frame, long sequence, int flags) {
      seen.add("picture");
      return true;
    }

    @Override
    public boolean repeat(long sequence, int flags) {
      return true;
    }

    @Override
    public EncodedFrame poll(long timeoutNanos) throws InterruptedException {
      woken.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
      return null;
    }

    @Override
    public void wake() {
      woken.release();
    }

    @Override
    public boolean rate(long bitsPerSecond) {
      return true;
    }

    @Override
    public void close() {}
  }

  private final class Link implements ClientLink {
    @Override
    public void hdr(HdrMetadata metadata) {
      seen.add(metadata == null ? "off" : metadata);
    }

    @Override
    public void input(InputSink sink) {}

    @Override
    public void format(StreamFormat format) {}

    @Override
    public long sendVideo(EncodedFrame frame) {
      return 0;
    }

    @Override
    public void sendAudio(MemorySegment packet, int length, long captureNanos) {}

    @Override
    public void end(EndReason reason, String detail) {}

    @Override
    public void close() {}
  }

  private static final class NoTrouble implements MediaRun.Trouble {
    @Override
    public void lost(OpenStage<?> stage, BackendException cause) {
      throw new AssertionError(cause);
    }

    @Override
    public void failed(Throwable cause) {
      throw new AssertionError(cause);
    }
  }
}

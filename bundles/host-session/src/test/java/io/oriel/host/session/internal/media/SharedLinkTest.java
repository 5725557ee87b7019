package io.oriel.host.session.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.OpusLayout;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.HdrMetadata;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.InputSink;
import io.oriel.media.core.BitstreamSlot;
import io.oriel.media.core.CpuTime;
import io.oriel.media.core.ThreadAllocation;
import io.oriel.testkit.LeaseLedger;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedLinkTest {
  private static final StreamFormat FORMAT =
      new StreamFormat(Codec.H264, 320, 240, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);
  private static final AudioParameters SOUND = new AudioParameters(OpusLayout.STEREO, 5, 96_000);
  private static final HdrMetadata NONE = null;

  private final LeaseLedger leases = new LeaseLedger();
  private final Listed owner = new Listed();
  private final Listed watcher = new Listed();
  private final AtomicInteger wishes = new AtomicInteger();
  private final SharedLink link = new SharedLink(owner);
  private final WatchRun run = new WatchRun("test", watcher, SOUND, wishes::incrementAndGet);

  @AfterEach
  void stop() throws Exception {
    assertThat(run.stop()).isTrue();
    leases.check();
  }

  private void watch() {
    link.format(FORMAT);
    link.hdr(NONE);
    run.start(new CpuTime(), cause -> watcher.got.add(cause.toString()));
    link.add(run);
  }

  private void send(long sequence, int flags, boolean last, int... bytes) {
    var slot = new Slot();
    slot.fill(bytes);
    slot.describe(sequence, flags, last, 10 * sequence, 11 * sequence);
    slot.times(12 * sequence, 13 * sequence, 15 * sequence);
    var frame = leases.track(slot);
    link.sendVideo(frame);
    frame.release();
  }

  @Test
  void slices_arrive_as_whole_frames_from_the_first_key_frame_on() throws Exception {
    send(1, EncodedFrame.KEY, false, 1); // begun before somebody watches
    watch();
    send(1, EncodedFrame.KEY, true, 2);
    send(2, 0, true, 3);
    send(3, EncodedFrame.KEY, false, 4, 5);
    send(3, EncodedFrame.KEY, true, 6);
    send(4, 0, false, 7); // its encoder ends here
    send(5, 0, true, 8);

    assertThat(watcher.next()).isEqualTo("320x240");
    assertThat(watcher.next()).isEqualTo("1 flags 1 [4, 5, 6] captured 30 encode 6");
    assertThat(watcher.next()).isEqualTo("2 flags 0 [8] captured 50 encode 10");
    assertThat(owner.got).contains("1 flags 1 [1] captured 10 encode 2");
  }

  @Test
  void frames_a_link_keeps_stay_as_they_are_and_are_not_missed_by_the_encoder() throws Exception {
    watch();
    watcher.keeps = true;
    for (int i = 1; i <= WatchRun.LENT_FRAMES + 1; i++) {
      send(i, EncodedFrame.KEY, true, i);
      if (i == 1) {
        watcher.next();
      }
      if (i <= WatchRun.LENT_FRAMES) {
        assertThat(watcher.next()).startsWith(i + " flags 1 [" + i + "]");
      }
    }
    assertThat(leases.open()).isZero();
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (wishes.get() == 0 && System.nanoTime() < deadline) { // the one too many is dropped
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(wishes).hasPositiveValue();

    var first = watcher.kept.take();
    assertThat(first.bytes().get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 1);
    first.release();
    send(100, 0, true, 100);
    send(101, EncodedFrame.KEY, true, 101);
    assertThat(watcher.next()).startsWith(WatchRun.LENT_FRAMES + 1 + " flags 1 [101]");
  }

  @Test
  void with_watchers_a_frame_allocates_nothing_on_the_owners_threads() throws Exception {
    watch();
    owner.silent = true;
    watcher.silent = true;
    var slot = new Slot();
    slot.fill(new int[20_000]);
    slot.describe(1, EncodedFrame.KEY, true, 1, 1);
    try (var arena = Arena.ofConfined()) {
      var packet = arena.allocate(100);
      long least =
          ThreadAllocation.least(
              200,
              0,
              () -> {
                for (int i = 0; i < 100; i++) {
                  link.sendVideo(slot);
                  link.sendAudio(packet, 60, 1);
                }
              });
      assertThat(least).isZero();
    }
  }

  @Test
  void everything_a_link_is_told_reaches_the_client() {
    var own =
        Arrays.stream(SharedLink.class.getDeclaredMethods())
            .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
            .toList();
    assertThat(ClientLink.class.getMethods())
        .extracting(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
        .isSubsetOf(own);
  }

  private static final class Slot extends BitstreamSlot {
    Slot() {
      super(8);
      take();
    }

    void fill(int[] bytes) {
      var to = room(bytes.length);
      for (int i = 0; i < bytes.length; i++) {
        to.set(ValueLayout.JAVA_BYTE, i, (byte) bytes[i]);
      }
      wrote(bytes.length);
    }
  }

  private static final class Listed implements ClientLink {
    final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    final BlockingQueue<EncodedFrame> kept = new LinkedBlockingQueue<>();
    volatile boolean keeps;
    volatile boolean silent;

    String next() throws InterruptedException {
      return got.poll(30, TimeUnit.SECONDS);
    }

    @Override
    public void input(InputSink sink) {}

    @Override
    public void format(StreamFormat format) {
      got.add(format.widthPx() + "x" + format.heightPx());
    }

    @Override
    public long sendVideo(EncodedFrame frame) {
      if (silent) {
        return 0;
      }
      byte[] bytes = new byte[frame.length()];
      MemorySegment.copy(frame.bytes(), ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
      got.add(
          "%d flags %d %s captured %d encode %d"
              .formatted(
                  frame.sequence(),
                  frame.flags(),
                  Arrays.toString(bytes),
                  frame.captureNanos(),
                  frame.encodeDurationNanos()));
      if (keeps) {
        frame.retain();
        kept.add(frame);
      }
      return 0;
    }

    @Override
    public void sendAudio(MemorySegment packet, int length, long captureNanos) {}

    @Override
    public void end(EndReason reason, String detail) {}

    @Override
    public void close() {}
  }
}

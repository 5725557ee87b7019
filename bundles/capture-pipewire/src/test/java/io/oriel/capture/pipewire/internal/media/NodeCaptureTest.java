package io.oriel.capture.pipewire.internal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.capture.CursorSink;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.VideoFormat;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.UnixSocket;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.pod.Pod;
import io.oriel.media.pipewire.testing.Agreed;
import io.oriel.media.pipewire.testing.PrivatePipeWire;
import io.oriel.media.pipewire.testing.Shot;
import io.oriel.media.pipewire.testing.VideoOffer;
import io.oriel.media.pipewire.testing.VideoProducer;
import io.oriel.testkit.Pattern;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Against a producer that behaves.
@Timeout(60)
class NodeCaptureTest {
  private static final long SECOND = 1_000_000_000;
  private static final int HELD = 3;
  private static final int ROUNDS = 20;
  private static final int PICTURES = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Settings SETTINGS = new Settings(PATIENCE, PATIENCE, true);
  private static PrivatePipeWire pipeWire;
  private final ConcurrentLinkedQueue<String> news = new ConcurrentLinkedQueue<>();
  private final StageHealth health =
      new StageHealth() {
        @Override
        public void degraded(String detail) {
          news.add("degraded: " + detail);
        }

        @Override
        public void changed(String detail) {
          news.add("changed: " + detail);
        }

        @Override
        public void lost(BackendException cause) {
          news.add("lost: " + cause.getMessage());
        }
      };

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        PrivatePipeWire.installed(),
        "PipeWire is not installed: apt-get install pipewire wireplumber");
    pipeWire = PrivatePipeWire.start();
  }

  @AfterAll
  static void stop() {
    if (pipeWire != null) {
      pipeWire.close();
    }
  }

  private PipeWireNode target(VideoProducer producer, boolean sizedByConsumer) {
    return new PipeWireNode(
        producer.nodeId(),
        OptionalLong.of(producer.serial()),
        OptionalInt.empty(),
        Optional.of(pipeWire.socket().toString()),
        sizedByConsumer);
  }

  /// Opens a capture, and shows it the first picture.
  private NodeCapture open(VideoProducer producer, PipeWireNode target, boolean embedCursor)
      throws Exception {
    var request =
        new CaptureProvider.Request(
            TargetKind.PIPEWIRE_NODE,
            640,
            360,
            120_000,
            List.of(FormatSupport.host(Fourcc.XRGB8888), FormatSupport.host(Fourcc.XBGR8888)),
            HELD,
            embedCursor);
    var opening =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return NodeCapture.open(target, request, health, SETTINGS, _ -> {});
              } catch (BackendException e) {
                throw new IllegalStateException(e);
              }
            });
    producer.awaitStreaming(PATIENCE);
    while (!opening.isDone()) { // the first is lost if the capture's end does not run yet
      producer.show(Shot.POLITE);
      LockSupport.parkNanos(SECOND / 50);
    }
    var capture = opening.get();
    for (var frame = capture.await(SECOND / 5); frame != null; ) {
      frame.release();
      frame = capture.await(SECOND / 5);
    }
    return capture;
  }

  private NodeCapture open(VideoProducer producer) throws Exception {
    return open(producer, target(producer, false), true);
  }

  private static VideoProducer fixed(int buffers) throws PipeWireException {
    return VideoProducer.start(pipeWire.socket(), VideoOffer.fixed(640, 360).withBuffers(buffers));
  }

  /// The number of the picture, which has to be whole.
  private static int number(Frame frame) {
    var format = frame.format();
    var reading =
        new Pattern(format.widthPx(), format.heightPx())
            .readBgrx(frame.planeBytes(0).asSlice(frame.planeOffset(0)), frame.planeStride(0))
            .orElseThrow();
    assertThat(reading.torn()).isFalse();
    return reading.frame();
  }

  @Test
  void every_picture_arrives_whole_and_in_the_producers_own_memory() throws Exception {
    try (var producer = fixed(8);
        var capture = open(producer)) {
      var ids = new HashSet<Long>();
      long sequence = 0;
      for (int i = 0; i < 50; i++) {
        var frame = shown(producer, capture);
        ids.add(frame.bufferId());
        assertThat(frame.sequence()).isGreaterThan(sequence);
        assertThat(frame.readyNanos()).isGreaterThanOrEqualTo(frame.captureNanos());
        sequence = frame.sequence();
        frame.release();
      }

      assertThat(ids).hasSizeLessThanOrEqualTo(8).allMatch(id -> id > 0);
      assertThat(news).isEmpty();
    }
  }

  @Test
  void a_picture_costs_no_allocation() throws Exception {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var producer = fixed(8);
        var capture = open(producer)) {
      long own =
          Thread.getAllStackTraces().keySet().stream()
              .filter(t -> t.getName().equals("oriel-pwv-" + producer.nodeId()))
              .findAny()
              .orElseThrow()
              .threadId();
      long here = Thread.currentThread().threadId();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS && least >= PICTURES; round++) { // until all is compiled
        long before = threads.getThreadAllocatedBytes(own);
        long taken = 0;
        for (int i = 0; i < PICTURES; i++) {
          producer.show(Shot.POLITE);
          long start = threads.getThreadAllocatedBytes(here);
          var frame = capture.await(SECOND / 100);
          capture.retired();
          if (frame != null) {
            frame.release();
          }
          taken += threads.getThreadAllocatedBytes(here) - start;
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(own) - before + taken);
      }

      assertThat(least).isLessThan(PICTURES); // bytes
    }
  }

  @Test
  void a_still_source_gives_nothing_more() throws Exception {
    try (var producer = fixed(8);
        var capture = open(producer)) {
      shown(producer, capture).release();

      assertThat(capture.await(SECOND / 5)).isNull();
    }
  }

  @Test
  void the_newest_picture_wins() throws Exception {
    try (var producer = fixed(8);
        var capture = open(producer)) {
      long before = capture.superseded();
      for (int i = 0; i < 30; i++) {
        producer.show(Shot.POLITE);
        LockSupport.parkNanos(SECOND / 100);
      }

      var frame = capture.await(5 * SECOND);

      assertThat(frame).isNotNull();
      int late = producer.showPolitely() - number(frame);
      assertThat(late).as("pictures since").isLessThan(10);
      assertThat(capture.superseded()).isGreaterThan(before + 10);
      frame.release();
    }
  }

  @Test
  void pictures_the_host_holds_stay_whole_while_others_come() throws Exception {
    try (var producer = fixed(8);
        var capture = open(producer)) {
      var held = new ArrayList<Frame>();
      var numbers = new ArrayList<Integer>();
      held.add(shown(producer, capture));
      numbers.add(number(held.getFirst()));
      held.add(shown(producer, capture));
      numbers.add(number(held.getLast()));
      for (int i = 0; i < 20; i++) {
        shown(producer, capture).release();
      }

      assertThat(held.stream().map(NodeCaptureTest::number).toList()).isEqualTo(numbers);
      for (var frame : held) {
        CompletableFuture.runAsync(frame::release).get();
      }
    }
  }

  /// Shows pictures until one of them arrives: on a busy machine a cycle may be begun before the
  /// last has ended, and then a picture waits with the producer for the next one.
  private static Frame shown(VideoProducer producer, NodeCapture capture) throws Exception {
    for (int i = 0; i < 20; i++) {
      int number = producer.showPolitely();
      var frame = capture.await(SECOND / 2);
      while (frame != null && number(frame) != number) {
        frame.release();
        frame = capture.await(SECOND / 2);
      }
      if (frame != null) {
        return frame;
      }
    }
    throw new AssertionError("no picture");
  }

  @Test
  void a_producer_with_few_buffers_is_copied_from_and_never_starves() throws Exception {
    for (int buffers : new int[] {3, 4}) {
      news.clear();
      try (var producer = fixed(buffers);
          var capture = open(producer)) {
        var held =
            List.of(shown(producer, capture), shown(producer, capture), shown(producer, capture));
        var numbers = held.stream().map(NodeCaptureTest::number).toList();
        held.getFirst().release();
        for (int i = 0; i < 20; i++) {
          shown(producer, capture).release();
        }

        assertThat(held.subList(1, 3).stream().map(NodeCaptureTest::number).toList())
            .isEqualTo(numbers.subList(1, 3));
        assertThat(news).hasSize(1).first().asString().contains(buffers + " buffers", "copied");
        held.subList(1, 3).forEach(Frame::release);
      }
    }
  }

  @Test
  void the_consumer_decides_size_and_rate_of_its_monitor_and_changes_them() throws Exception {
    try (var producer = VideoProducer.start(pipeWire.socket(), VideoOffer.sizedByConsumer());
        var capture = open(producer, target(producer, true), true)) {
      assertThat(producer.awaitAgreement(PATIENCE))
          .isEqualTo(new Agreed(VideoOffer.BGRX, 640, 360, new Pod.Fraction(120, 1)));
      int agreements = producer.agreements();
      var old = shown(producer, capture);
      int number = number(old);

      capture.reconfigure(new VideoFormat(800, 600, Fourcc.XRGB8888, 0, ColorSpec.SRGB), 59_940);

      assertThat(capture.format().widthPx()).isEqualTo(800);
      while (producer.agreements() == agreements) {
        LockSupport.parkNanos(SECOND / 100); // both hear of it at about the same time
      }
      assertThat(producer.awaitAgreement(PATIENCE).maxRate()).isEqualTo(new Pod.Fraction(2997, 50));
      producer.awaitStreaming(PATIENCE);
      var frame = shown(producer, capture);
      assertThat(frame.format().heightPx()).isEqualTo(600);
      number(frame);
      frame.release();
      assertThat(number(old)).as("a lease outlives its format").isEqualTo(number);
      var retired = new HashSet<Long>();
      for (long id = capture.retired(); id != 0; id = capture.retired()) {
        assertThat(retired.add(id)).isTrue();
      }
      assertThat(retired).hasSize(16).contains(old.bufferId());
      assertThat(news).isEmpty();
      old.release();
    }
  }

  @Test
  void a_producer_that_changes_its_format_is_followed() throws Exception {
    try (var producer = fixed(8);
        var capture = open(producer)) {
      shown(producer, capture).release();
      producer.change(VideoOffer.fixed(480, 272).withBuffers(8));

      Frame frame = null;
      long deadline = System.nanoTime() + 10 * SECOND;
      while (frame == null && System.nanoTime() < deadline) {
        producer.show(Shot.POLITE);
        frame = capture.await(SECOND / 50);
        if (frame != null && frame.format().widthPx() != 480) {
          frame.release();
          frame = null;
        }
      }

      assertThat(frame).isNotNull();
      number(frame);
      frame.release();
      assertThat(news).containsExactly("changed: pictures are 480x272 now");
    }
  }

  @Test
  void a_portals_connection_is_linked_by_the_session_manager() throws Exception {
    try (var producer = fixed(8)) {
      int fd;
      try (var socket = UnixSocket.connect(pipeWire.socket().toString())) {
        fd = Fd.dup(socket.fd());
      }
      var target =
          new PipeWireNode(
              producer.nodeId(), OptionalLong.empty(), OptionalInt.of(fd), Optional.empty(), false);
      try (var capture = open(producer, target, true)) {
        shown(producer, capture).release();
      }
    }
  }

  @Test
  void a_pointer_beside_the_picture_is_told_even_to_whoever_asks_late() throws Exception {
    try (var producer = fixed(8);
        var capture = open(producer, target(producer, false), false)) {
      shown(producer, capture).release();
      producer.show(Shot.pointerOnly(Shot.Pointer.at(100, 50)));
      var told = new ConcurrentLinkedQueue<String>();
      capture.await(SECOND / 10);

      capture.cursor(
          new CursorSink() {
            @Override
            public void shape(MemorySegment argb, int width, int height, int hotX, int hotY) {
              told.add(
                  "%dx%d, %d bytes, %d,%d".formatted(width, height, argb.byteSize(), hotX, hotY));
            }

            @Override
            public void position(int x, int y, boolean visible) {
              told.add(x + "," + y + (visible ? " seen" : " hidden"));
            }
          });
      producer.show(Shot.pointerOnly(Shot.Pointer.moved(101, 51)));

      assertThat(capture.await(SECOND / 5)).as("no picture").isNull();
      assertThat(told).containsExactly("24x24, 2304 bytes, 3,4", "100,50 seen", "101,51 seen");
    }
  }

  @Test
  void wake_ends_a_wait_at_once() throws Exception {
    try (var producer = fixed(8);
        var capture = open(producer)) {
      shown(producer, capture).release();
      var waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return capture.await(60 * SECOND) == null;
                } catch (BackendException | InterruptedException e) {
                  return false;
                }
              });

      capture.wake();

      assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_node_that_goes_away_is_told() throws Exception {
    var producer = fixed(8);
    try (var capture = open(producer)) {
      shown(producer, capture).release();

      producer.close();

      assertThatThrownBy(() -> capture.await(5 * SECOND))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("node " + producer.nodeId())
          .extracting(e -> ((BackendException) e).kind())
          .isEqualTo(BackendException.Kind.DEVICE_LOST);
      assertThat(news).hasSize(1).first().asString().startsWith("lost: ");
    }
  }
}

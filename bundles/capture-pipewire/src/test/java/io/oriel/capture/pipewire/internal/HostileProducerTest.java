package io.oriel.capture.pipewire.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CursorSink;
import io.oriel.api.media.Frame;
import io.oriel.media.pipewire.testing.Shot;
import io.oriel.media.pipewire.testing.VideoOffer;
import io.oriel.media.pipewire.testing.VideoProducer;
import io.oriel.tck.Wait;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What real sources of pictures do in mid-stream, and what they might.
class HostileProducerTest extends HostileFixture {
  private static final Duration MINUTES = Duration.ofMinutes(5);

  private Capture opened(VideoProducer producer) throws Exception {
    try (var _ = Feeder.polite(producer)) {
      return open(producer, LONG, health);
    }
  }

  /// Fetches what was shown up to now, so that the next picture is the next one shown.
  private static void drain(VideoProducer producer, Capture capture) throws Exception {
    int last = producer.showPolitely();
    Wait.until(
        "picture " + last,
        () -> {
          producer.push();
          return await(capture) == last;
        });
  }

  private static Frame next(VideoProducer producer, Capture capture) throws Exception {
    var next = new Frame[1];
    Wait.until(
        "a picture",
        () -> {
          producer.show(Shot.POLITE);
          next[0] = capture.await(SECOND / 50);
          return next[0] != null;
        });
    return next[0];
  }

  private static int await(Capture capture) throws Exception {
    Frame frame = capture.await(SECOND / 20);
    if (frame == null) {
      return -1;
    }
    int number = number(frame);
    frame.release();
    return number;
  }

  private void assertAlive(VideoProducer producer, Capture capture) throws Exception {
    int first = producer.showPolitely();
    Wait.until(
        "a new picture",
        () -> {
          producer.show(Shot.POLITE);
          return await(capture) >= first;
        });
    assertThat(health.losses()).isEmpty();
  }

  @Test
  void irregular_and_doubled_cadence_costs_no_last_picture() throws Exception {
    try (var producer = polite();
        var capture = opened(producer)) {
      drain(producer, capture);
      int last = 0;
      int seen = 0;
      for (int round = 0; round < 40; round++) {
        int shown = producer.show(Shot.POLITE).orElse(last);
        shown = producer.show(Shot.POLITE).orElse(shown); // at once again
        LockSupport.parkNanos(round % 3 * 4_000_000L);
        Frame frame = capture.await(SECOND / 10);
        if (frame != null) {
          int number = number(frame);
          assertThat(number).isGreaterThan(seen);
          seen = number;
          frame.release();
        }
        last = shown;
      }
      int newest = last;
      int already = seen;
      Wait.until(
          "the last picture",
          () -> {
            producer.push();
            return already == newest || await(capture) == newest;
          });
      assertThat(health.losses()).isEmpty();
    }
  }

  @Test
  void a_picture_that_is_sent_twice_is_shown_once() throws Exception {
    try (var producer = polite();
        var capture = opened(producer)) {
      drain(producer, capture);
      for (int i = 0; i < 5; i++) {
        Shot shot = Shot.POLITE.at(System.nanoTime());
        Wait.until("a buffer", () -> producer.show(shot).isPresent());
        whole(capture);
        Wait.until("a buffer", () -> producer.show(shot.repeated()).isPresent());

        assertThat(capture.await(SECOND / 50)).isNull();
      }
      assertAlive(producer, capture);
    }
  }

  @Test
  void buffers_about_the_pointer_alone_are_not_pictures() throws Exception {
    var pointer = new Pointer();
    try (var producer = polite();
        var capture = opened(producer)) {
      capture.cursor(pointer);
      drain(producer, capture);
      for (int i = 0; i < 20; i++) {
        producer.show(Shot.pointerOnly(Shot.Pointer.at(100 + i, 50)));
        assertThat(capture.await(SECOND / 100)).isNull();
      }
      int last = 119;
      Wait.until(
          "the pointer",
          () -> {
            producer.show(Shot.pointerOnly(Shot.Pointer.moved(last, 50)));
            return pointer.places.contains(last + ",50");
          });

      assertThat(pointer.shapes).contains("24x24 3,4");
      assertAlive(producer, capture);
    }
  }

  @Test
  void pointers_that_lie_of_their_size_are_left_out() throws Exception {
    var pointer = new Pointer();
    var honest = Shot.Pointer.at(10, 10);
    var lies =
        List.of(
            honest.claiming(100_000, 100_000, 400_000),
            honest.claiming(-1, 24, 96),
            honest.claiming(24, Integer.MIN_VALUE, 96),
            honest.claiming(64, 64, 4),
            honest.claiming(64, 64, Integer.MAX_VALUE),
            honest.claiming(65, 65, 260),
            honest.lying(-4, 20),
            honest.lying(Integer.MAX_VALUE, 20),
            honest.lying(27, 20),
            honest.lying(28, -1),
            honest.lying(28, Integer.MAX_VALUE),
            honest.lying(28, 3));
    try (var producer = polite();
        var capture = opened(producer)) {
      capture.cursor(pointer);
      drain(producer, capture);
      for (Shot.Pointer lie : lies) {
        Wait.until("a free buffer", () -> producer.show(Shot.POLITE.with(lie)).isPresent());
        whole(capture);
      }

      assertThat(pointer.shapes).allSatisfy(shape -> assertThat(shape).startsWith("24x24"));
      assertAlive(producer, capture);
    }
  }

  @Test
  void a_single_buffer_starves_nobody() throws Exception {
    starve(1);
  }

  @Test
  void two_buffers_starve_nobody() throws Exception {
    starve(2);
  }

  private void starve(int buffers) throws Exception {
    try (var producer = producer(VideoOffer.fixed(WIDTH, HEIGHT).withBuffers(buffers));
        var capture = opened(producer)) {
      var held = new ArrayList<Frame>();
      int before = 0;
      for (int i = 0; i < 3; i++) { // as many as the host may hold
        held.add(next(producer, capture));
        assertThat(number(held.getLast())).isGreaterThan(before);
        before = number(held.getLast());
      }
      held.forEach(Frame::release);
      assertAlive(producer, capture);
    }
  }

  @Test
  void a_format_that_changes_in_mid_stream_changes_the_pictures() throws Exception {
    try (var producer = polite();
        var capture = opened(producer);
        var _ = Feeder.polite(producer)) {
      whole(capture);
      for (int round = 0; round < 3; round++) {
        int width = round % 2 == 0 ? 640 : WIDTH;
        int height = round % 2 == 0 ? 480 : HEIGHT;

        producer.change(VideoOffer.fixed(width, height));

        Wait.until(
            width + "x" + height,
            () -> {
              Frame frame = capture.await(SECOND / 10);
              if (frame == null) {
                return false;
              }
              boolean there = frame.format().widthPx() == width;
              number(frame); // whole, whichever it is
              frame.release();
              while (capture.retired() != 0) {
                // an encoder lets go of it
              }
              return there;
            });
        assertThat(capture.format().heightPx()).isEqualTo(height);
      }
      assertThat(health.changes()).isNotEmpty();
      assertThat(health.losses()).isEmpty();
    }
  }

  @Test
  void no_damage_for_minutes_is_no_fault() throws Exception {
    try (var producer = polite();
        var capture = opened(producer)) {
      drain(producer, capture);
      for (int i = 0; i < 10; i++) {
        assertThat(capture.await(SECOND / 10)).isNull();
      }

      // the producer's clock ran on for minutes, as far as its time stamps tell
      long later = System.nanoTime() + MINUTES.toNanos();
      Wait.until("a buffer", () -> producer.show(Shot.POLITE.at(later)).isPresent());
      Frame frame = capture.await(10 * SECOND);

      assertThat(frame.captureNanos()).isLessThanOrEqualTo(System.nanoTime());
      frame.release();
      assertAlive(producer, capture);
    }
  }

  @Test
  void time_stamps_that_go_back_or_make_no_sense_are_not_believed() throws Exception {
    try (var producer = polite();
        var capture = opened(producer)) {
      drain(producer, capture);
      long now = System.nanoTime();
      long last = now;
      for (long stamp :
          new long[] {
            now, now - 1_000_000, now - MINUTES.toNanos(), 0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE
          }) {
        Wait.until("a buffer", () -> producer.show(Shot.POLITE.at(stamp)).isPresent());
        Frame frame = capture.await(10 * SECOND);

        assertThat(frame).as("stamp " + stamp).isNotNull();
        assertThat(frame.captureNanos()).isLessThanOrEqualTo(frame.readyNanos());
        assertThat(frame.readyNanos()).isBetween(last, System.nanoTime());
        assertThat(frame.readyNanos() - frame.captureNanos()).isLessThan(2 * SECOND);
        last = frame.readyNanos();
        frame.release();
      }
      assertAlive(producer, capture);
    }
  }

  @Test
  void chunks_and_strides_that_lie_are_no_pictures() throws Exception {
    int row = WIDTH * 4;
    int all = row * HEIGHT;
    int[][] lies = {
      {0, all, row - 4},
      {0, all, 4},
      {0, all, -row},
      {0, all, row + 4},
      {0, all, Integer.MAX_VALUE},
      {0, all, Integer.MIN_VALUE},
      {4, all, row},
      {all, all, row},
      {-4, all, row},
      {Integer.MAX_VALUE, all, row},
      {Integer.MIN_VALUE, -1, row},
    };
    try (var producer = polite();
        var capture = opened(producer)) {
      drain(producer, capture);
      for (int[] lie : lies) {
        Wait.until(
            "a buffer", () -> producer.show(Shot.POLITE.chunk(lie[0], lie[1], lie[2])).isPresent());
        assertThat(capture.await(SECOND / 50)).as("%d %d %d", lie[0], lie[1], lie[2]).isNull();
      }
      assertAlive(producer, capture);
    }
  }

  @Test
  void a_size_that_lies_costs_at_most_the_picture() throws Exception {
    int row = WIDTH * 4;
    try (var producer = polite();
        var capture = opened(producer)) {
      drain(producer, capture);
      for (int size : new int[] {1, row, row * HEIGHT + 1, Integer.MAX_VALUE, -1}) {
        Wait.until("a buffer", () -> producer.show(Shot.POLITE.chunk(0, size, row)).isPresent());
        Frame frame = capture.await(SECOND / 20);
        if (frame != null) { // what is where it should be can be read
          number(frame);
          frame.release();
        }
      }
      assertAlive(producer, capture);
    }
  }

  @Test
  void pictures_said_to_be_corrupted_are_left_out() throws Exception {
    try (var producer = polite();
        var capture = opened(producer)) {
      drain(producer, capture);
      producer.show(Shot.POLITE.flagged(Shot.CORRUPTED, 0));
      assertThat(capture.await(SECOND / 50)).isNull();
      producer.show(Shot.POLITE.flagged(0, 1));
      assertThat(capture.await(SECOND / 50)).isNull();
      assertAlive(producer, capture);
    }
  }

  @Test
  void damage_beyond_the_picture_does_no_harm() throws Exception {
    try (var producer = polite();
        var capture = opened(producer)) {
      drain(producer, capture);
      producer.show(
          Shot.POLITE.damaged(
              new int[] {-5, -5, Integer.MAX_VALUE, Integer.MAX_VALUE},
              new int[] {Integer.MAX_VALUE, 0, 1, 1}));
      whole(capture);
      assertAlive(producer, capture);
    }
  }

  @Test
  void a_node_that_disappears_in_mid_stream_is_told_once() throws Exception {
    var producer = polite();
    try (var capture = opened(producer)) {
      drain(producer, capture);

      producer.close();

      var cause = health.lost().get(20, TimeUnit.SECONDS);
      assertThat(cause.kind()).isEqualTo(Kind.DEVICE_LOST);
      assertThat(cause).hasMessageContaining("away");
      assertThat(health.losses()).hasSize(1);
    } finally {
      producer.close();
    }
  }

  /// Keeps what it is told.
  private static final class Pointer implements CursorSink {
    final List<String> shapes = new java.util.concurrent.CopyOnWriteArrayList<>();
    final List<String> places = new java.util.concurrent.CopyOnWriteArrayList<>();

    @Override
    public void shape(MemorySegment argb, int widthPx, int heightPx, int hotX, int hotY) {
      assertThat(argb.byteSize()).isEqualTo(4L * widthPx * heightPx);
      shapes.add(widthPx + "x" + heightPx + " " + hotX + "," + hotY);
    }

    @Override
    public void position(int xPx, int yPx, boolean visible) {
      places.add(xPx + "," + yPx);
    }
  }
}

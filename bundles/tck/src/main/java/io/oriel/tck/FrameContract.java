package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.oriel.api.capture.Capture;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What [Frame] promises. Each test is named after a sentence of its documentation. Comes with
/// [CaptureContract].
public abstract class FrameContract extends CaptureFixture {
  private static final int ROUNDS = 20_000;

  @Test
  public void sequence_grows() throws Exception {
    Capture capture = open();
    long last = Long.MIN_VALUE;
    for (int i = 0; i < PICTURES; i++) {
      Frame frame = next(capture);
      assertThat(frame.sequence()).isGreaterThan(last);
      last = frame.sequence();
      frame.release();
    }
  }

  @Test
  public void capture_time_is_on_the_clock_of_nano_time_and_not_after_ready_time()
      throws Exception {
    Capture capture = open();
    long before = System.nanoTime();
    for (int i = 0; i < PICTURES; i++) {
      Frame frame = next(capture);
      assertThat(frame.readyNanos()).isGreaterThanOrEqualTo(frame.captureNanos());
      assertThat(frame.readyNanos()).isLessThanOrEqualTo(System.nanoTime());
      if (i > 0) { // the first one may have been on the screen for long
        assertThat(before - frame.captureNanos()).isLessThan(60 * SECOND);
      }
      frame.release();
    }
  }

  @Test
  public void format_is_the_same_object_for_all_pictures_of_one_format() throws Exception {
    Capture capture = open();
    Frame first = next(capture);
    var format = first.format();
    first.release();
    for (int i = 0; i < PICTURES; i++) {
      Frame frame = next(capture);
      assertThat(frame.format()).isSameAs(format);
      frame.release();
    }
  }

  @Test
  public void buffer_id_is_above_0_and_the_same_for_the_same_buffer() throws Exception {
    Capture capture = open();
    var memory = new HashMap<Long, Long>();
    for (int i = 0; i < 3 * PICTURES; i++) {
      Frame frame = next(capture);
      assertThat(frame.bufferId()).isPositive();
      if (frame.memory() == MemoryKind.HOST) {
        long address = frame.planeBytes(0).address();
        assertThat(memory.getOrDefault(frame.bufferId(), address)).isEqualTo(address);
        memory.put(frame.bufferId(), address);
      }
      frame.release();
    }

    assertThat(memory.size()).isLessThanOrEqualTo(64); // a pool, not one buffer per picture
  }

  @Test
  public void there_are_1_to_4_planes_whose_rows_fit() throws Exception {
    Capture capture = open();
    Frame frame = next(capture);
    var format = frame.format();

    assertThat(frame.planeCount()).isBetween(1, 4);
    if (format.fourcc() == Fourcc.XRGB8888 || format.fourcc() == Fourcc.ARGB8888) {
      assertThat(frame.planeStride(0)).isGreaterThanOrEqualTo(4 * format.widthPx());
    }
    assertThat(frame.planeOffset(0)).isGreaterThanOrEqualTo(0);
    frame.release();
  }

  @Test
  public void host_memory_can_be_read_to_its_last_pixel_until_release() throws Exception {
    Capture capture = open();
    for (int i = 0; i < 3; i++) {
      Frame frame = next(capture);
      if (frame.memory() == MemoryKind.HOST) {
        MemorySegment bytes = frame.planeBytes(0);
        int rows = frame.format().heightPx();
        long last =
            frame.planeOffset(0)
                + (long) frame.planeStride(0) * (rows - 1)
                + 4L * (frame.format().widthPx() - 1);
        assertThat(bytes.byteSize()).isGreaterThanOrEqualTo(last + 4);
        int _ = bytes.get(ValueLayout.JAVA_INT_UNALIGNED, last);
      }
      frame.release();
    }
  }

  @Test
  public void dmabuf_planes_have_descriptors_that_are_open() throws Exception {
    Capture capture = open();
    Frame frame = next(capture);
    for (int plane = 0; plane < frame.planeCount(); plane++) {
      if (frame.memory() == MemoryKind.DMABUF) {
        assertThat(Descriptors.target(frame.planeFd(plane))).isNotBlank();
      } else {
        assertThat(frame.planeFd(plane)).isEqualTo(-1);
      }
    }
    frame.release();
  }

  @Test
  public void getters_allocate_nothing() throws Exception {
    Capture capture = open();
    Frame frame = next(capture);
    long sum = read(frame); // warm
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    sum += read(frame);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(sum).isNotZero();
    assertThat(allocated).isLessThan(ROUNDS); // less than a byte per reading
    frame.release();
  }

  private static long read(Frame frame) {
    long sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      sum += frame.sequence() + frame.captureNanos() + frame.readyNanos() + frame.bufferId();
      sum += frame.format().widthPx() + frame.memory().ordinal() + frame.planeCount();
      sum += frame.planeFd(0) + frame.planeOffset(0) + frame.planeStride(0);
    }
    return sum;
  }

  @Test
  public void as_many_pictures_as_asked_for_may_be_held_at_once() throws Exception {
    Capture capture = open();
    var held = new ArrayList<Frame>();
    for (int i = 0; i < request().buffers(); i++) {
      held.add(next(capture));
    }

    assertThat(held).extracting(Frame::bufferId).doesNotHaveDuplicates();
    held.forEach(Frame::release);
    next(capture).release();
  }

  @Test
  public void a_held_picture_is_not_drawn_over() throws Exception {
    Capture capture = open();
    Frame held = next(capture);
    if (held.memory() == MemoryKind.HOST) {
      long before = hash(held);
      for (int i = 0; i < PICTURES; i++) {
        next(capture).release();
      }
      assertThat(hash(held)).isEqualTo(before);
    }
    held.release();
  }

  private static long hash(Frame frame) {
    MemorySegment bytes = frame.planeBytes(0);
    long hash = 17;
    for (long at = 0; at + 4 <= bytes.byteSize(); at += 4) {
      hash = 31 * hash + bytes.get(ValueLayout.JAVA_INT_UNALIGNED, at);
    }
    return hash;
  }

  @Test
  public void release_comes_from_any_thread_and_never_blocks() throws Exception {
    Capture capture = open();
    for (int i = 0; i < PICTURES; i++) {
      Frame frame = next(capture);
      var took = new CompletableFuture<Long>();
      Thread.ofPlatform()
          .start(
              () -> {
                long start = System.nanoTime();
                frame.release();
                took.complete(System.nanoTime() - start);
              });
      assertThat(took.get(20, TimeUnit.SECONDS)).isLessThan(5 * SECOND);
    }
  }
}

package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.media.Frame;
import io.oriel.api.media.VideoFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What [Capture] promises, and what [Frame] does. Each test is named after a sentence of their
/// documentation. A backend's test extends this class.
public abstract class CaptureContract extends FrameContract {
  @Test
  public void await_gives_a_picture() throws Exception {
    next(open()).release();
  }

  @Test
  public void format_is_that_of_the_next_picture() throws Exception {
    Capture capture = open();
    Frame frame = next(capture);

    assertThat(capture.format()).isEqualTo(frame.format());
    assertThat(frame.format().widthPx()).isEqualTo(request().widthPx());
    assertThat(frame.format().heightPx()).isEqualTo(request().heightPx());
    frame.release();
  }

  @Test
  public void await_gives_null_when_the_time_is_over() throws Exception {
    Assumptions.assumeTrue(stillWithoutChange(), "its pictures never stop");
    Capture capture = open();
    quiet(capture);
    long start = System.nanoTime();

    assertThat(capture.await(SECOND / 20)).isNull();

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SECOND / 20 - SECOND / 1000);
  }

  @Test
  public void await_with_no_time_returns_at_once() throws Exception {
    Capture capture = open();
    next(capture).release();
    long quickest = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      Frame frame = capture.await(0);
      quickest = Math.min(quickest, System.nanoTime() - start);
      if (frame != null) {
        frame.release();
      }
    }

    assertThat(quickest).isLessThan(SECOND / 100);
  }

  @Test
  public void a_picture_not_fetched_in_time_is_given_back_and_never_queued() throws Exception {
    Capture capture = open();
    next(capture).release();

    Wait.until("the newest picture instead of the oldest", () -> newestAfterManyChanges(capture));
  }

  /// One that queues gives what was there first, each time.
  private boolean newestAfterManyChanges(Capture capture) throws Exception {
    long early = 0;
    for (int i = 0; i < PICTURES; i++) {
      early = i == PICTURES / 2 ? System.nanoTime() : early;
      change();
      LockSupport.parkNanos(SECOND / 50);
    }
    Frame frame = capture.await(SECOND / 20);
    if (frame == null) {
      return false;
    }
    boolean newest = frame.captureNanos() > early;
    frame.release();
    return newest;
  }

  @Test
  public void an_interrupt_or_wake_ends_await() throws Exception {
    Capture capture = open();
    if (stillWithoutChange()) {
      quiet(capture);
    }
    var outcome = new CompletableFuture<Boolean>();
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Frame frame = capture.await(100 * SECOND);
                    if (frame != null) {
                      frame.release();
                    }
                    outcome.complete(true);
                  } catch (InterruptedException _) {
                    outcome.complete(true);
                  } catch (BackendException e) {
                    outcome.completeExceptionally(e);
                  }
                });
    waiter.interrupt();
    capture.wake();

    assertThat(outcome.get(20, TimeUnit.SECONDS)).isTrue();
    waiter.join();
    next(capture).release(); // it still works
  }

  @Test
  public void wake_ends_a_running_await_at_once() throws Exception {
    Assumptions.assumeTrue(stillWithoutChange(), "its pictures never stop");
    Capture capture = open();
    quiet(capture);
    var inside = new CompletableFuture<Void>();
    var woken = new CompletableFuture<Boolean>();
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    inside.complete(null);
                    woken.complete(capture.await(100 * SECOND) == null);
                  } catch (BackendException | InterruptedException e) {
                    woken.completeExceptionally(e);
                  }
                });
    inside.get(20, TimeUnit.SECONDS);

    capture.wake();

    assertThat(woken.get(20, TimeUnit.SECONDS)).isTrue();
    waiter.join();
  }

  @Test
  public void wake_ends_the_next_await_at_once() throws Exception {
    Assumptions.assumeTrue(stillWithoutChange(), "its pictures never stop");
    Capture capture = open();
    quiet(capture);

    capture.wake();

    long start = System.nanoTime();
    assertThat(capture.await(100 * SECOND)).isNull();
    assertThat(System.nanoTime() - start).isLessThan(20 * SECOND);
  }

  @Test
  public void retired_gives_no_id_while_buffers_are_in_use_and_0_when_there_is_none()
      throws Exception {
    Capture capture = open();
    for (int i = 0; i < PICTURES; i++) {
      Frame frame = next(capture);
      assertThat(capture.retired()).isZero();
      frame.release();
    }
  }

  @Test
  public void retired_gives_each_buffer_of_the_old_size_at_most_once() throws Exception {
    Capture capture = open();
    Frame old = next(capture);
    long oldId = old.bufferId();
    old.release();
    int width = request().widthPx() / 2;
    int height = request().heightPx() / 2;
    change(capture, width, height);
    var ids = new ArrayList<Long>();
    long end = System.nanoTime() + Wait.PATIENCE.toNanos();
    boolean resized = false;
    while ((!resized || !ids.contains(oldId)) && System.nanoTime() < end) {
      Frame frame = next(capture);
      resized = frame.format().widthPx() == width && frame.format().heightPx() == height;
      if (resized) {
        assertThat(frame.bufferId()).isNotIn(ids).isNotEqualTo(oldId);
      }
      frame.release();
      for (long id = capture.retired(); id != 0; id = capture.retired()) {
        ids.add(id);
      }
    }

    assertThat(resized).isTrue();
    assertThat(ids).contains(oldId).doesNotHaveDuplicates();
  }

  @Test
  public void superseded_counts_up_from_0() throws Exception {
    Capture capture = open();
    long before = capture.superseded();
    next(capture).release();

    assertThat(before).isGreaterThanOrEqualTo(0);
    assertThat(capture.superseded()).isGreaterThanOrEqualTo(before);
  }

  @Test
  public void reconfigure_changes_the_size() throws Exception {
    Capture capture = open();
    next(capture).release();
    int width = request().widthPx() / 2;
    int height = request().heightPx() / 2;

    change(capture, width, height);

    Wait.until(
        "a picture of " + width + "x" + height,
        () -> {
          Frame frame = next(capture);
          VideoFormat format = frame.format();
          frame.release();
          return format.widthPx() == width && format.heightPx() == height;
        });
    assertThat(capture.format().widthPx()).isEqualTo(width);
  }

  @Test
  public void it_paces_itself_to_the_rate_asked_for() throws Exception {
    Capture capture = open();
    next(capture).release();
    int milliHz = 20_000;
    resize(request().widthPx(), request().heightPx(), milliHz);
    capture.reconfigure(capture.format(), milliHz);
    next(capture).release();
    long start = System.nanoTime();
    long first = 0;
    long last = 0;
    int count = 0;
    while (System.nanoTime() - start < SECOND) {
      Frame frame = next(capture);
      first = count == 0 ? frame.captureNanos() : first;
      last = frame.captureNanos();
      frame.release();
      count++;
    }

    // A source's own clock may be somewhat faster, and one picture comes at either end.
    double allowed = (last - first) * 1e-9 * milliHz / 1000 * 1.5 + 3;
    assertThat((double) count).isLessThanOrEqualTo(allowed);
  }

  @Test
  public void health_is_told_when_what_is_captured_dies() throws Exception {
    Capture capture = open();
    next(capture).release();
    Assumptions.assumeTrue(kill(), "this test cannot kill what is captured");
    Wait.until(
        "the end of the capture",
        () -> {
          if (health.lost().isDone()) {
            return true;
          }
          try {
            Frame frame = capture.await(SECOND / 20);
            if (frame != null) {
              frame.release();
            }
            return false;
          } catch (BackendException e) {
            return true; // the video thread reports it
          }
        });
  }

  @Test
  public void close_waits_for_nobody_and_is_no_loss() throws Exception {
    Capture capture = open();
    Frame held = next(capture);

    long start = System.nanoTime();
    capture.close();
    long took = System.nanoTime() - start;

    assertThat(took).isLessThan(10 * SECOND); // for ever, if it waited for the lease
    held.release();
    capture.close(); // a second call does nothing
    assertThat(health.losses()).isEmpty();
  }

  @Test
  public void close_leaves_no_descriptor_and_no_thread() throws Exception {
    use(); // what is loaded once
    var descriptors = Descriptors.open();
    int threads = Descriptors.threads();

    for (int i = 0; i < 3; i++) {
      use();
    }

    Wait.until("no descriptor left", () -> Descriptors.open() <= descriptors);
    Wait.until("no thread left", () -> Descriptors.threads() <= threads + 1); // the JVM's come
  }

  private void use() throws Exception {
    try (Capture capture = openOne()) {
      var ids = new HashSet<Long>();
      for (int i = 0; i < 3; i++) {
        Frame frame = next(capture);
        ids.add(frame.bufferId());
        frame.release();
      }
      assertThat(ids).doesNotContain(0L);
    }
  }

  private void change(Capture capture, int width, int height) throws Exception {
    VideoFormat old = capture.format();
    resize(width, height, request().maxMilliHz());
    capture.reconfigure(
        new VideoFormat(width, height, old.fourcc(), old.modifier(), old.color()),
        request().maxMilliHz());
  }

  /// Fetches pictures until none comes any more.
  private void quiet(Capture capture) throws Exception {
    next(capture).release();
    Wait.until(
        "a still picture",
        () -> {
          Frame frame = capture.await(SECOND / 5);
          if (frame != null) {
            frame.release();
          }
          return frame == null;
        });
  }
}

package io.oriel.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TimedQueueTest {
  private static final Exit NOWHERE = _ -> true;

  @Test
  void what_is_due_comes_by_time_and_equal_times_by_arrival() throws InterruptedException {
    record Put(int number, long atNanos) {}
    var random = new Random(3);
    var queue = new TimedQueue(64 << 20);
    var expected = new ArrayList<Put>();
    for (int n = 0; n < 10_000; n++) {
      long at = -random.nextInt(3_000);
      expected.add(new Put(n, at));
      assertThat(queue.put(ByteBuffer.allocate(4).putInt(0, n), NOWHERE, at)).isTrue();
    }
    expected.sort(Comparator.comparingLong(Put::atNanos));

    var arrived = new ArrayList<Put>();
    var due = new Parcel[7];
    var clock = new Clock();
    while (!queue.idle()) {
      int count = queue.await(due, clock);
      for (int i = 0; i < count; i++) {
        arrived.add(new Put(due[i].bytes.getInt(0), due[i].atNanos));
      }
      queue.done(due, count);
    }

    assertThat(arrived).isEqualTo(expected);
  }

  @Test
  void an_earlier_datagram_wakes_the_one_who_waits_for_a_later() throws InterruptedException {
    var queue = new TimedQueue(1 << 20);
    var clock = new Clock();
    queue.put(ByteBuffer.allocate(1), NOWHERE, clock.nanos() + 3_600_000_000_000L);
    var due = new Parcel[4];
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    queue.await(due, clock);
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                });

    queue.put(ByteBuffer.allocate(2), NOWHERE, clock.nanos() + 1_000_000);

    waiting.join();
    assertThat(due[0].bytes.limit()).isEqualTo(2);
    assertThat(due[1]).isNull();
  }

  @Test
  void buffers_come_back_and_are_used_again() throws InterruptedException {
    var queue = new TimedQueue(1 << 20);
    var due = new Parcel[1];
    for (int n = 0; n < 5_000; n++) {
      assertThat(queue.put(ByteBuffer.allocate(n), NOWHERE, 0)).isTrue();
      assertThat(queue.await(due, new Clock())).isOne();
      assertThat(due[0].bytes.remaining()).isEqualTo(n);
      queue.done(due, 1);
    }
  }
}

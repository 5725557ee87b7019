package io.oriel.media.webtransport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.PooledByteBufAllocator;
import io.oriel.media.webtransport.client.TestClient;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nothing stays behind.
@Timeout(240)
class LeaksTest {
  @TempDir Path folder;

  @Test
  void two_hundred_sessions_leave_nothing_behind() throws Exception {
    try (var server = new ServerFixture(folder)) {
      sessions(server, 5);
    }
    long descriptors = descriptors();
    long threads = threads();
    long heldBefore = held();

    try (var server = new ServerFixture(folder)) {
      sessions(server, 200);
      settles("sessions", server.server::sessions, 0);
      settles("half-open connections", server.server::halfOpen, 0);
    }

    settles("threads", LeaksTest::threads, threads);
    settles("descriptors", LeaksTest::descriptors, descriptors + 2);
    settles("bytes of buffers", LeaksTest::held, heldBefore + (8 << 20));
  }

  /// One after the other; some end properly, some are dropped in the middle of a frame.
  private static void sessions(ServerFixture server, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      TestClient client = server.client();
      var session = server.session();
      for (int frame = 0; frame < 4; frame++) {
        session.createUni(
            frame,
            ByteBuffer.allocate(4),
            MemorySegment.ofArray(new byte[30_000]),
            3,
            WebTransportSession.NO_DEADLINE);
      }
      switch (i % 3) {
        case 0 -> assertThat(client.message()).isNotNull();
        case 1 -> session.close(0, "");
        default -> client.end(1, "bye");
      }
      client.close();
    }
  }

  private static long descriptors() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("oriel-wt") || t.getName().startsWith("test-wt"))
        .count();
  }

  private static long held() {
    return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
  }

  private static void settles(String what, LongSupplier value, long most) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (value.getAsLong() > most) {
      assertThat(System.nanoTime())
          .as("%s: %s, should be at most %s", what, value.getAsLong(), most)
          .isLessThan(end);
      System.gc();
      LockSupport.parkNanos(20_000_000);
    }
  }
}

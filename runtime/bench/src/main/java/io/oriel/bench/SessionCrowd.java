package io.oriel.bench;

import io.oriel.media.wire.UdpSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/// Many sessions at once over one socket, as a host has them, and what came of it.
final class SessionCrowd {
  private static final int SEED = 11;
  private static final long LEAD_NANOS = 200_000_000; // for the threads to be there
  private static final long SETTLE_NANOS = 300_000_000;
  private static final double LATE_SHARE = 0.001;

  /// What came of it.
  ///
  /// @param unrecovered frames that were due and did not come, or differ from what was sent
  /// @param refused datagrams the kernel did not take in time
  /// @param fairness frames of the session that got most by those of the one that got least
  /// @param worst the highest of all sessions' p99.9, from submission to the last datagram, in ms
  /// @param coresPerSession CPU time of a session's two threads by wall time
  record Outcome(
      int sessions,
      int fps,
      long frames,
      long unrecovered,
      long refused,
      double fairness,
      double worst,
      double coresPerSession) {
    /// Whether every frame came, and left within the time of a frame, but for one in a thousand.
    boolean held() {
      return unrecovered == 0 && refused == 0 && worst <= 1000.0 / fps;
    }
  }

  private SessionCrowd() {}

  /// Runs sessions of equal rate whose frames are due at different moments.
  static Outcome run(int sessions, long bitsPerSecond, int fps, double seconds) throws Exception {
    int bytes = (int) (bitsPerSecond / 8 / fps);
    int frames = Math.max(1, (int) Math.ceil(seconds * fps));
    var random = new Random(SEED);
    var broke = new AtomicReference<Throwable>();
    var all = new ArrayList<WireSession>();
    try (Arena arena = Arena.ofShared();
        UdpSocket out = Sink.open()) {
      byte[] noise = new byte[bytes];
      random.nextBytes(noise);
      MemorySegment frame = arena.allocate(bytes, 64);
      MemorySegment.copy(noise, 0, frame, ValueLayout.JAVA_BYTE, 0, bytes);
      long begin = System.nanoTime() + LEAD_NANOS;
      try {
        for (int i = 0; i < sessions; i++) {
          long phase = random.nextLong(1_000_000_000L / fps);
          var schedule = new WireSession.Schedule(bytes, fps, frames, begin + phase);
          all.add(new WireSession(i, schedule, frame, out, broke::set));
        }
        all.forEach(WireSession::start);
        for (WireSession session : all) {
          session.awaitSent();
        }
        Ticks.await(System.nanoTime() + SETTLE_NANOS);
      } finally {
        all.forEach(WireSession::close);
      }
    }
    if (broke.get() != null) {
      throw new IllegalStateException("a session broke", broke.get());
    }
    return outcome(all, fps, (double) frames / fps);
  }

  private static Outcome outcome(List<WireSession> all, int fps, double seconds) {
    long due = all.stream().mapToLong(WireSession::due).sum();
    long whole = all.stream().mapToLong(WireSession::whole).sum();
    long most = all.stream().mapToLong(WireSession::whole).max().orElseThrow();
    long least = all.stream().mapToLong(WireSession::whole).min().orElseThrow();
    double cpu = all.stream().mapToLong(WireSession::hostCpuNanos).sum() / 1e9;
    return new Outcome(
        all.size(),
        fps,
        due,
        due - whole,
        all.stream().mapToLong(WireSession::refused).sum(),
        (double) most / Math.max(1, least),
        all.stream().mapToDouble(s -> s.times().millis(1 - LATE_SHARE)).max().orElseThrow(),
        cpu / seconds / all.size());
  }
}

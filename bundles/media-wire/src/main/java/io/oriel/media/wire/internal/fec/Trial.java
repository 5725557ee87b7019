package io.oriel.media.wire.internal.fec;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures kernels while the JVM compiles them.
///
/// Vector code is a thousand times slower until the optimising compiler has had it, which takes
/// half a second of nothing else on an idle machine. So kernels are tried until they have stopped
/// getting faster, and for much longer as long as vectors have not beaten the scalar kernel: on a
/// busy machine the compiler has its turn late. It gets the processor meanwhile.
///
/// They take turns, and that matters beyond the trial: the compiler then learns that the codes call
/// several kinds of kernel, makes a real call there, and compiles each kernel's loops on their own.
/// Loops of different widths that are compiled into one caller have their vectors on the heap, ten
/// times slower.
///
/// @param <K> the kind of kernel
final class Trial<K> {
  private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
  private static final long PATIENCE_NANOS = 500_000_000;
  private static final long LONG_PATIENCE_NANOS = 1_500_000_000;
  private static final long LIMIT_NANOS = 20_000_000_000L;
  private static final long BREAK_NANOS = 20_000_000;
  private static final double WORTH_MENTIONING =
      0.9; // smaller gains do not count as getting faster

  private final String field;
  private final Function<K, String> name;
  private final Round<K> round;

  /// The work a kernel is measured by.
  interface Round<K> {
    void run(K kernel);

    /// Bytes it works on.
    int bytes();
  }

  /// @param field for the log
  Trial(String field, Function<K, String> name, Round<K> round) {
    this.field = field;
    this.name = name;
    this.round = round;
  }

  /// The fastest of some kernels; the log says why.
  ///
  /// @param kernels the scalar one first
  K fastest(List<K> kernels) {
    long[] nanos = shortest(kernels);
    int fastest = 0;
    var figures = new StringBuilder();
    for (int i = 0; i < nanos.length; i++) {
      fastest = nanos[i] < nanos[fastest] ? i : fastest;
      figures.append(i == 0 ? "" : ", ").append(name.apply(kernels.get(i))).append(' ');
      figures.append(1000L * round.bytes() / nanos[i]).append(" MB/s");
    }
    LOG.info("FEC over {} uses {} ({})", field, name.apply(kernels.get(fastest)), figures);
    return kernels.get(fastest);
  }

  /// The shortest time of a round, for each kernel.
  private long[] shortest(List<K> kernels) {
    long[] best = new long[kernels.size()];
    double[] mentioned = new double[best.length];
    Arrays.fill(best, Long.MAX_VALUE);
    Arrays.fill(mentioned, Double.MAX_VALUE);
    long start = System.nanoTime();
    long improved = start;
    for (long now = start; ; ) {
      for (int i = 0; i < best.length; i++) {
        round.run(kernels.get(i));
        long then = System.nanoTime();
        best[i] = Math.min(best[i], Math.max(1, then - now));
        if (best[i] < mentioned[i] * WORTH_MENTIONING) {
          mentioned[i] = best[i];
          improved = then;
        }
        now = then;
      }
      boolean lead = vectorsLead(best);
      if (lead && now - improved > PATIENCE_NANOS || now - start > LIMIT_NANOS) {
        return best;
      }
      if (!lead && now - improved > LONG_PATIENCE_NANOS) {
        LockSupport.parkNanos(BREAK_NANOS);
        now = System.nanoTime();
      }
    }
  }

  private static boolean vectorsLead(long[] nanos) {
    for (int i = 1; i < nanos.length; i++) {
      if (nanos[i] > nanos[0]) {
        return false;
      }
    }
    return true;
  }
}

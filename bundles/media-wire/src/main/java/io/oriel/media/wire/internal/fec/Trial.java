package io.oriel.media.wire.internal.fec;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures kernels while the JVM compiles them.
///
/// Vector code is a thousand times slower until the optimising compiler has had it, which takes
/// half a second of nothing else on an idle machine. So a kernel is tried until it has stopped
/// getting faster, and one that has not yet beaten the best so far is given much longer.
///
/// Now and then the compiler leaves vectors of a loop on the heap, ten times slower than it does
/// for the same loop another day. Kernels come narrowest first, and a wider one that is not faster
/// is the sign of it: then the kernel is made and compiled anew.
///
/// @param <K> the kind of kernel
final class Trial<K> {
  private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
  private static final long PATIENCE_NANOS = 100_000_000;
  private static final long LONG_PATIENCE_NANOS = 1_000_000_000;
  private static final long LIMIT_NANOS = 4_000_000_000L;
  private static final int ATTEMPTS = 3;
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
  /// @param kernels makes new ones, narrowest first, each compiled on its own
  K fastest(Supplier<List<K>> kernels) {
    K fastest = null;
    long shortest = Long.MAX_VALUE;
    var figures = new StringBuilder();
    int count = kernels.get().size();
    for (int i = 0; i < count; i++) {
      K kernel = null;
      long nanos = Long.MAX_VALUE;
      for (int attempt = 0; attempt < ATTEMPTS && nanos >= shortest; attempt++) {
        K candidate = kernels.get().get(i);
        long took = nanos(candidate, shortest);
        if (kernel == null || took < nanos) {
          kernel = candidate;
          nanos = took;
        }
      }
      figures.append(figures.isEmpty() ? "" : ", ").append(name.apply(kernel)).append(' ');
      figures.append(1000L * round.bytes() / nanos).append(" MB/s");
      if (nanos < shortest) {
        shortest = nanos;
        fastest = kernel;
      }
    }
    LOG.info("FEC over {} uses {} ({})", field, name.apply(fastest), figures);
    return fastest;
  }

  /// The shortest time for one round.
  ///
  /// @param toBeat that of the best kernel so far
  private long nanos(K kernel, long toBeat) {
    long start = System.nanoTime();
    long best = Long.MAX_VALUE;
    double mentioned = Double.MAX_VALUE;
    long improved = start;
    for (long now = start; ; ) {
      round.run(kernel);
      long then = System.nanoTime();
      best = Math.min(best, Math.max(1, then - now));
      if (best < mentioned * WORTH_MENTIONING) {
        mentioned = best;
        improved = then;
      }
      long patience = best < toBeat ? PATIENCE_NANOS : LONG_PATIENCE_NANOS;
      if (then - improved > patience || then - start > LIMIT_NANOS) {
        return best;
      }
      now = then;
    }
  }
}

package io.oriel.media.wire.internal.fec;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The kernels this JVM can run, and the fastest of them, found by trying.
public final class Kernels {
  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
  private static final String SIMD = "io.oriel.media.wire.internal.simd.";
  private static final String MODULE = "jdk.incubator.vector";

  // Long enough for the optimising compiler to have replaced the first, slow versions.
  private static final long TRIAL_NANOS = 100_000_000;
  private static final int SHARD = 1408;
  private static final int SHARDS = 8;

  private Kernels() {}

  /// The fastest. The first call takes about 0.3 s and runs on a control thread.
  public static Kernel best() {
    return Best.KERNEL;
  }

  /// Every kernel that works here, the scalar one first.
  public static List<Kernel> all() {
    var kernels = new ArrayList<Kernel>();
    kernels.add(new ScalarKernel());
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      LOG.warn(
          "FEC runs without vector instructions: {} is not in this runtime; start with"
              + " --add-modules {}",
          MODULE,
          MODULE);
      return kernels;
    }
    for (String name : List.of("Vector128Kernel", "Vector256Kernel")) {
      try {
        // By name: this class must stay loadable where the module is absent.
        kernels.add((Kernel) Class.forName(SIMD + name).getDeclaredConstructor().newInstance());
      } catch (ReflectiveOperationException | LinkageError e) {
        LOG.warn("FEC kernel {} cannot be used: {}", name, e.toString());
      }
    }
    return kernels;
  }

  private static final class Best {
    static final Kernel KERNEL = fastest(all());

    private static Kernel fastest(List<Kernel> kernels) {
      Kernel fastest = kernels.getFirst();
      if (kernels.size() == 1) {
        return fastest;
      }
      long shortest = Long.MAX_VALUE;
      var figures = new StringBuilder();
      for (Kernel kernel : kernels) {
        long nanos = trial(kernel);
        figures.append(figures.isEmpty() ? "" : ", ").append(kernel.name()).append(' ');
        figures.append(4_000L * SHARDS * SHARD / nanos).append(" MB/s");
        if (nanos < shortest) {
          shortest = nanos;
          fastest = kernel;
        }
      }
      LOG.info("FEC uses {} ({})", fastest.name(), figures);
      return fastest;
    }

    /// The shortest time one kernel takes for four rows over a few shards.
    private static long trial(Kernel kernel) {
      byte[] shards = new byte[(SHARDS + 4) * SHARD];
      long start = System.nanoTime();
      long best = Long.MAX_VALUE;
      for (long now = start; now - start < TRIAL_NANOS; ) {
        for (int i = 0; i < SHARDS; i++) {
          kernel.add4(shards, SHARDS * SHARD, SHARD, i * SHARD, SHARD, 2 + i, 77, 142, 255);
        }
        long then = System.nanoTime();
        best = Math.min(best, Math.max(1, then - now));
        now = then;
      }
      return best;
    }
  }
}

package io.oriel.media.wire.internal.fec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The kernels this JVM can run, and the fastest of them, found by trying in the background.
public final class Kernels {
  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
  private static final String SIMD = "io.oriel.media.wire.internal.simd.";
  private static final String MODULE = "jdk.incubator.vector";

  private static final CountDownLatch TRIED = new CountDownLatch(1);

  private static volatile Kernel best = new ScalarKernel(); // the trial's thread writes it, once

  static {
    Thread.ofPlatform().daemon().name("oriel-fec-trial").start(Kernels::choose);
  }

  private Kernels() {}

  /// The fastest as far as known. Never blocks: for the first seconds of a JVM it is the scalar
  /// one.
  public static Kernel best() {
    return best;
  }

  /// Waits, some seconds at most, until the fastest is known.
  public static Kernel awaitBest() throws InterruptedException {
    TRIED.await();
    return best;
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

  private static void choose() {
    try {
      var kernels = all();
      if (kernels.size() > 1) {
        best = fastest(kernels);
      }
    } finally {
      TRIED.countDown();
    }
  }

  private static Kernel fastest(List<Kernel> kernels) {
    var trial = new Trial();
    Kernel fastest = null;
    long shortest = Long.MAX_VALUE;
    var figures = new StringBuilder();
    for (Kernel kernel : kernels) {
      long nanos = trial.nanos(kernel, shortest);
      figures.append(figures.isEmpty() ? "" : ", ").append(kernel.name()).append(' ');
      figures.append(Trial.megabytesPerSecond(nanos)).append(" MB/s");
      if (nanos < shortest) {
        shortest = nanos;
        fastest = kernel;
      }
    }
    LOG.info("FEC uses {} ({})", fastest.name(), figures);
    return fastest;
  }
}

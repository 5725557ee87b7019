package io.oriel.media.wire.internal.fec;

import io.oriel.media.wire.internal.leopard.Butterflies;
import io.oriel.media.wire.internal.leopard.ScalarButterflies;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The kernels this JVM can run, and the fastest of them, found by trying in the background.
public final class Kernels {
  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
  private static final String WIDTHS = "io.oriel.media.wire.internal.simd.Widths";
  private static final String MODULE = "jdk.incubator.vector";

  private static final CountDownLatch TRIED = new CountDownLatch(1);

  // the trial's thread writes them, once
  private static volatile Kernel best = new ScalarKernel();
  private static volatile Butterflies butterflies = new ScalarButterflies();

  static {
    Thread.ofPlatform().daemon().name("oriel-fec-trial").start(Kernels::choose);
  }

  private Kernels() {}

  /// The fastest of GF(2^8) as far as known. Never blocks: for the first seconds of a JVM it is
  /// the scalar one.
  public static Kernel best() {
    return best;
  }

  /// The fastest of GF(2^16) as far as known. Never blocks, like [#best()].
  public static Butterflies butterflies() {
    return butterflies;
  }

  /// Waits, some seconds at most, until the fastest are known.
  public static void awaitBest() throws InterruptedException {
    TRIED.await();
  }

  /// Every kernel of GF(2^8) that works here, the scalar one first.
  public static List<Kernel> all() {
    return all(new ScalarKernel(), Kernel.class, "VectorKernel");
  }

  /// Every kernel of GF(2^16) that works here, the scalar one first.
  public static List<Butterflies> allButterflies() {
    return all(new ScalarButterflies(), Butterflies.class, "VectorButterflies");
  }

  @SuppressWarnings("unchecked") // Widths.of gives a list of the type it is asked for
  private static <T> List<T> all(T scalar, Class<T> type, String name) {
    var kernels = new ArrayList<T>();
    kernels.add(scalar);
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return kernels;
    }
    try {
      // By name: this class must stay loadable where the module is absent.
      var of = Class.forName(WIDTHS).getMethod("of", Class.class, String.class);
      kernels.addAll((List<T>) of.invoke(null, type, name));
    } catch (InvocationTargetException e) {
      LOG.warn("FEC runs without vector instructions: {}", e.getCause().toString());
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.warn("FEC runs without vector instructions: {}", e.toString());
    }
    return kernels;
  }

  private static void choose() {
    try {
      if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
        LOG.warn(
            "FEC runs without vector instructions: {} is not in this runtime; start with"
                + " --add-modules {}",
            MODULE,
            MODULE);
        return;
      }
      best = new Trial<>("GF(2^8)", Kernel::name, new KernelRound()).fastest(Kernels::all);
      butterflies =
          new Trial<>("GF(2^16)", Butterflies::name, new ButterflyRound())
              .fastest(Kernels::allButterflies);
    } finally {
      TRIED.countDown();
    }
  }
}

package io.oriel.media.convert.internal;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Picks the kernel for this CPU.
///
/// Every candidate runs on a small picture until it is compiled and its best time is known; that
/// also means no frame of a session ever meets an uncompiled kernel.
public final class Kernels {
  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
  private static final Kernel SCALAR = new ScalarKernel();
  private static final int WIDTH = 512;
  private static final int HEIGHT = 16;

  /// A vector kernel whose compilation has not come through by then is not waited for.
  private static final long MOST_NANOS = 6_000_000_000L;

  /// Calls without a better time after which a kernel is taken as compiled.
  private static final int SETTLED = 400;

  private Kernels() {}

  public static Kernel scalar() {
    return SCALAR;
  }

  /// The fastest kernel; the first call measures.
  public static Kernel fastest() {
    return Fastest.KERNEL;
  }

  private static final class Fastest {
    static final Kernel KERNEL = pick();
  }

  private static Kernel pick() {
    List<Kernel> vectors;
    try {
      vectors = VectorKernels.all(SCALAR);
    } catch (NoClassDefFoundError e) {
      LOG.warn(
          "vector colour conversion not used: jdk.incubator.vector is not in this runtime;"
              + " start with --add-modules jdk.incubator.vector");
      return SCALAR;
    }
    if (vectors.isEmpty()) {
      LOG.warn("vector colour conversion not used: this CPU has no 256-bit vectors");
      return SCALAR;
    }
    StringBuilder found = new StringBuilder();
    try (Arena arena = Arena.ofConfined()) {
      Trial trial = new Trial(arena);
      long[] nanos = vectors.stream().mapToLong(trial::run).toArray();
      long scalar = trial.run(SCALAR);
      Kernel best = SCALAR;
      long bestNanos = scalar;
      for (int i = 0; i < nanos.length; i++) {
        Kernel kernel = vectors.get(i);
        if (nanos[i] > scalar) { // on a busy machine the compiler has its turn late
          nanos[i] = Math.min(nanos[i], trial.run(kernel));
        }
        found.append(String.format(Locale.ROOT, "%s %.2f, ", kernel.name(), perPixel(nanos[i])));
        if (nanos[i] < bestNanos) {
          best = kernel;
          bestNanos = nanos[i];
        }
      }
      found.append(String.format(Locale.ROOT, "scalar %.2f", perPixel(scalar)));
      LOG.info("colour conversion by {}; ns a pixel: {}", best.name(), found);
      return best;
    }
  }

  private static double perPixel(long nanos) {
    return (double) nanos / (WIDTH * HEIGHT);
  }

  /// A picture to try kernels on.
  private static final class Trial {
    private final Coefficients coefficients =
        Coefficients.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED, 8, Chroma.YUV420);
    private final MemorySegment rgb;
    private final MemorySegment y;
    private final MemorySegment u;
    private final MemorySegment v;

    Trial(Arena arena) {
      rgb = arena.allocate(4L * WIDTH * HEIGHT, 64);
      y = arena.allocate(2L * WIDTH * HEIGHT, 64);
      u = arena.allocate(2L * WIDTH * HEIGHT, 64);
      v = arena.allocate(2L * WIDTH * HEIGHT, 64);
    }

    /// Best time of one NV12 picture.
    long run(Kernel kernel) {
      long best = Long.MAX_VALUE;
      int since = 0;
      long end = System.nanoTime() + MOST_NANOS;
      while (since < SETTLED && System.nanoTime() < end) {
        planar(kernel);
        long start = System.nanoTime();
        kernel.nv12(
            coefficients,
            rgb.address(),
            4 * WIDTH,
            y.address(),
            WIDTH,
            u.address(),
            WIDTH,
            WIDTH,
            HEIGHT / 2);
        long nanos = System.nanoTime() - start;
        since = nanos < best - best / 50 ? 0 : since + 1;
        best = Math.min(best, nanos);
      }
      return best;
    }

    private void planar(Kernel kernel) {
      deep(kernel);
      full(kernel);
      kernel.i420(
          coefficients,
          rgb.address(),
          4 * WIDTH,
          y.address(),
          WIDTH,
          u.address(),
          v.address(),
          WIDTH / 2,
          WIDTH,
          HEIGHT / 2);
    }

    private void deep(Kernel kernel) {
      kernel.i010(
          coefficients,
          rgb.address(),
          4 * WIDTH,
          y.address(),
          2 * WIDTH,
          u.address(),
          v.address(),
          WIDTH,
          WIDTH,
          HEIGHT / 2);
    }

    private void full(Kernel kernel) {
      kernel.i444(
          coefficients,
          rgb.address(),
          4 * WIDTH,
          y.address(),
          2 * WIDTH,
          u.address(),
          v.address(),
          2 * WIDTH,
          WIDTH,
          HEIGHT);
      kernel.i410(
          coefficients,
          rgb.address(),
          4 * WIDTH,
          y.address(),
          2 * WIDTH,
          u.address(),
          v.address(),
          2 * WIDTH,
          WIDTH,
          HEIGHT);
    }
  }
}

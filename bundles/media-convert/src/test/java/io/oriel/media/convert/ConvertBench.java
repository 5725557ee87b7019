package io.oriel.media.convert;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.api.media.Chroma;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Random;

/// Times a 1920×1080 picture on one thread, with libyuv's BT.601 conversion beside it where the
/// library is installed. Run `main` on the test class path.
final class ConvertBench {
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;

  private ConvertBench() {}

  private interface Body {
    void run() throws Throwable;
  }

  public static void main(String[] args) throws Throwable {
    RgbToYuv fast = RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED);
    RgbToYuv plain = RgbToYuv.scalar(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED, 8, Chroma.YUV420);
    try (Arena arena = Arena.ofShared()) {
      byte[] noise = new byte[4 * WIDTH * HEIGHT];
      new Random(1).nextBytes(noise);
      MemorySegment rgb = arena.allocate(noise.length, 64);
      rgb.copyFrom(MemorySegment.ofArray(noise));
      MemorySegment y = arena.allocate(2L * WIDTH * HEIGHT, 64);
      MemorySegment u = arena.allocate(2L * WIDTH * HEIGHT, 64);
      MemorySegment v = arena.allocate(2L * WIDTH * HEIGHT, 64);
      int stride = 4 * WIDTH;
      time(
          "nv12 " + fast.kernel(),
          () -> fast.toNv12(rgb, 0, stride, y, WIDTH, u, WIDTH, WIDTH, 0, HEIGHT));
      time(
          "i420 " + fast.kernel(),
          () -> fast.toPlanar(rgb, 0, stride, y, WIDTH, u, v, WIDTH / 2, WIDTH, 0, HEIGHT));
      for (int depth : new int[] {8, 10}) {
        var full = RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED, depth, Chroma.YUV444);
        int row = depth > 8 ? 2 * WIDTH : WIDTH;
        time(
            "4:4:4 of " + depth + " bits",
            () -> full.toPlanar(rgb, 0, stride, y, row, u, v, row, WIDTH, 0, HEIGHT));
      }
      var deep = RgbToYuv.of(Fourcc.XRGB8888, ColorSpec.BT709_LIMITED, 10, Chroma.YUV420);
      time(
          "4:2:0 of 10 bits",
          () -> deep.toPlanar(rgb, 0, stride, y, 2 * WIDTH, u, v, WIDTH, WIDTH, 0, HEIGHT));
      time(
          "nv12 " + plain.kernel(),
          () -> plain.toNv12(rgb, 0, stride, y, WIDTH, u, WIDTH, WIDTH, 0, HEIGHT));
      libyuv(arena, rgb, y, u);
    }
  }

  @SuppressWarnings("restricted")
  private static void libyuv(Arena arena, MemorySegment rgb, MemorySegment y, MemorySegment uv)
      throws Throwable {
    SymbolLookup library;
    try {
      library = SymbolLookup.libraryLookup("libyuv.so.0", arena);
    } catch (IllegalArgumentException _) {
      System.out.println("libyuv.so.0 is not installed: nothing to compare with");
      return;
    }
    // int ARGBToNV12(const uint8_t*, int, uint8_t*, int, uint8_t*, int, int width, int height)
    MethodHandle convert =
        Linker.nativeLinker()
            .downcallHandle(
                library.findOrThrow("ARGBToNV12"),
                FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT,
                    JAVA_INT));
    time(
        "nv12 libyuv (BT.601)",
        () -> {
          int result =
              (int) convert.invokeExact(rgb, 4 * WIDTH, y, WIDTH, uv, WIDTH, WIDTH, HEIGHT);
          if (result != 0) {
            throw new IllegalStateException("libyuv answered " + result);
          }
        });
  }

  private static void time(String name, Body body) throws Throwable {
    long[] nanos = new long[200];
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        body.run();
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%-22s p50 %.2f ms, best %.2f, p99 %.2f%n",
        name, nanos[100] / 1e6, nanos[0] / 1e6, nanos[198] / 1e6);
  }
}

package io.oriel.encoder.ffmpeg.internal.nat;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Foreign;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// The C library keeps memory that was freed; after a large job it is better given back.
public final class FreedMemory {
  // int malloc_trim(size_t pad); glibc only
  private static final MethodHandle MALLOC_TRIM =
      Foreign.function("malloc_trim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));

  private FreedMemory() {}

  /// Gives back what can be. Control thread; takes milliseconds.
  public static void giveBack() {
    try {
      int given = (int) MALLOC_TRIM.invokeExact(0L);
      assert given >= 0;
    } catch (Throwable e) {
      throw new IllegalStateException("malloc_trim", e);
    }
  }
}

package io.oriel.media.nat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The memory that native libraries take from the C library.
public final class NativeHeap {
  /// `int malloc_trim(size_t pad)`, malloc_trim(3)
  private static final MethodHandle MALLOC_TRIM =
      Foreign.function(
          "malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

  private NativeHeap() {}

  /// Gives free pages of all heaps back to the kernel. Takes milliseconds, in which allocations of
  /// other threads may have to wait: not while pictures are made. Any thread.
  ///
  /// @return whether there were any
  public static boolean trim() {
    try {
      return (int) MALLOC_TRIM.invokeExact(0L) == 1;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}

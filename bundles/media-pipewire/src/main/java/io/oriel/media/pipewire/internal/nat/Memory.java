package io.oriel.media.pipewire.internal.nat;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// Memory at addresses that C hands over, read without an object per pointer.
@SuppressWarnings("restricted")
public final class Memory {
  /// All of it: an offset is an address.
  public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private Memory() {}

  /// A 32-bit number.
  public static int number(long address) {
    return ALL.get(JAVA_INT, address);
  }

  /// Sets a 32-bit number.
  public static void number(long address, int value) {
    ALL.set(JAVA_INT, address, value);
  }

  /// A 64-bit number or a pointer.
  public static long pointer(long address) {
    return ALL.get(JAVA_LONG, address);
  }

  /// Sets a 64-bit number or a pointer.
  public static void pointer(long address, long value) {
    ALL.set(JAVA_LONG, address, value);
  }
}

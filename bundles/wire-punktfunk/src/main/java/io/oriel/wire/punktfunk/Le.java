package io.oriel.wire.punktfunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Integers in byte arrays; little-endian unless the name says otherwise.
final class Le {
  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Le() {}

  static int u16(byte[] b, int at) {
    return (short) U16.get(b, at) & 0xffff;
  }

  static int u32(byte[] b, int at) {
    return (int) U32.get(b, at);
  }

  static long u64(byte[] b, int at) {
    return (long) U64.get(b, at);
  }

  static long bigU64(byte[] b, int at) {
    return (long) BIG_U64.get(b, at);
  }

  static void u16(byte[] b, int at, int value) {
    U16.set(b, at, (short) value);
  }

  static void u32(byte[] b, int at, int value) {
    U32.set(b, at, value);
  }

  static void u64(byte[] b, int at, long value) {
    U64.set(b, at, value);
  }

  static void bigU64(byte[] b, int at, long value) {
    BIG_U64.set(b, at, value);
  }
}

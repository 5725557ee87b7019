package io.oriel.media.wire.internal.fec;

/// One table lookup per byte: works everywhere, and is what the others are compared with.
public final class ScalarKernel implements Kernel {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void add(byte[] d, int to, int from, int length, int c) {
    byte[] product = GaloisField.PRODUCT;
    int row = c << 8;
    for (int i = 0; i < length; i++) {
      d[to + i] ^= product[row | d[from + i] & 0xff];
    }
  }

  @Override
  public void add4(
      byte[] d, int to, int stride, int from, int length, int c0, int c1, int c2, int c3) {
    add(d, to, from, length, c0);
    add(d, to + stride, from, length, c1);
    add(d, to + 2 * stride, from, length, c2);
    add(d, to + 3 * stride, from, length, c3);
  }
}

package io.oriel.media.wire.internal.leopard;

/// Four lookups per byte: works everywhere, and is what the vector form is compared with.
public final class ScalarButterflies implements Butterflies {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void add(byte[] w, int to, int from, int length) {
    for (int i = 0; i < length; i++) {
      w[to + i] ^= w[from + i];
    }
  }

  @Override
  public void inverse(byte[] w, int a, int b, int length, byte[] factors, int factor) {
    add(w, b, a, length);
    addProduct(w, a, b, length, factors, factor);
  }

  @Override
  public void forward(byte[] w, int a, int b, int length, byte[] factors, int factor) {
    addProduct(w, a, b, length, factors, factor);
    add(w, b, a, length);
  }

  private static void addProduct(byte[] w, int to, int from, int length, byte[] f, int at) {
    for (int unit = 0; unit < length; unit += UNIT) {
      for (int i = unit; i < unit + PLANE; i++) {
        int low = w[from + i];
        int high = w[from + PLANE + i];
        w[to + i] ^= (byte) product(low, high, f, at);
        w[to + PLANE + i] ^= (byte) product(low, high, f, at + PLANE);
      }
    }
  }

  @Override
  public void multiply(byte[] w, int at, int length, byte[] factors, int factor) {
    for (int unit = at; unit < at + length; unit += UNIT) {
      for (int i = unit; i < unit + PLANE; i++) {
        int low = w[i];
        int high = w[PLANE + i];
        w[i] = (byte) product(low, high, factors, factor);
        w[PLANE + i] = (byte) product(low, high, factors, factor + PLANE);
      }
    }
  }

  private static int product(int low, int high, byte[] f, int at) {
    return f[at + (low & 15)]
        ^ f[at + 16 + (low >> 4 & 15)]
        ^ f[at + 32 + (high & 15)]
        ^ f[at + 48 + (high >> 4 & 15)];
  }

  @Override
  public void load(byte[] w, int to, int row, byte[] shards, int from, int stride, int count) {
    for (int i = 0; i < count; i++) {
      swapMiddle(shards, from + i * stride, w, to + i * row);
    }
  }

  @Override
  public void store(byte[] w, int from, int row, byte[] shards, int to, int stride, int count) {
    for (int i = 0; i < count; i++) {
      swapMiddle(w, from + i * row, shards, to + i * stride);
    }
  }

  /// Two chunks of 32 low and 32 high bytes become one unit, and back.
  private static void swapMiddle(byte[] in, int from, byte[] out, int to) {
    int quarter = UNIT / 4;
    System.arraycopy(in, from, out, to, quarter);
    System.arraycopy(in, from + 2 * quarter, out, to + quarter, quarter);
    System.arraycopy(in, from + quarter, out, to + 2 * quarter, quarter);
    System.arraycopy(in, from + 3 * quarter, out, to + 3 * quarter, quarter);
  }
}

package io.oriel.wire.punktfunk;

import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.PacketOpener;
import io.oriel.media.wire.PacketSealer;

/// Key and salt of a v1 session (punktfunk protocol notes §13): the IV is the salt, its first bit
/// 0 for what the host sends and 1 for what the client sends, then the sequence number, which is
/// also the additional data.
public final class KeysV1 implements MediaKeys {
  /// Bytes of a salt.
  public static final int SALT_BYTES = 4;

  private static final int CLEAR = Generation.V1.clearBytes();

  private final CipherSuite suite;
  private final byte[] key;
  private final byte[] salt;
  private final OnlySealer only = new OnlySealer();

  /// @param key 16 or 32 bytes, by the suite; copied
  /// @param salt 4 bytes as in Welcome; copied
  /// @param sender of the direction
  public KeysV1(CipherSuite suite, byte[] key, byte[] salt, Sender sender) {
    if (key.length != suite.keyBytes() || salt.length != SALT_BYTES) {
      throw new IllegalArgumentException(
          suite + " with a key of " + key.length + " and a salt of " + salt.length + " bytes");
    }
    this.suite = suite;
    this.key = key.clone();
    this.salt = salt.clone();
    this.salt[0] = (byte) (salt[0] & 0x7f | (sender == Sender.CLIENT ? 0x80 : 0));
  }

  @Override
  public Generation generation() {
    return Generation.V1;
  }

  @Override
  public MediaSealer sealer() {
    only.take();
    return new Seal(new PacketSealer(suite, key), iv());
  }

  @Override
  public MediaOpener opener() {
    return new Open(new PacketOpener(suite, key), iv());
  }

  private byte[] iv() {
    byte[] iv = new byte[CipherSuite.IV_BYTES];
    System.arraycopy(salt, 0, iv, 0, SALT_BYTES);
    return iv;
  }

  private record Seal(PacketSealer sealer, byte[] iv) implements MediaSealer {
    @Override
    public void seal(long sequence, byte[] plain, int at, int length, byte[] out, int outAt) {
      Le.bigU64(iv, SALT_BYTES, sequence);
      System.arraycopy(plain, at, out, outAt, CLEAR);
      int text = length - CLEAR;
      sealer.seal(
          iv, out, outAt, CLEAR, plain, at + CLEAR, text, out, outAt + CLEAR, outAt + length);
    }

    @Override
    public void close() {
      sealer.close();
    }
  }

  private record Open(PacketOpener opener, byte[] iv) implements MediaOpener {
    @Override
    public boolean open(long sequence, byte[] b, int at, int length) {
      Le.bigU64(iv, SALT_BYTES, sequence);
      int text = length - CLEAR - Generation.TAG_BYTES;
      return opener.open(iv, b, at, CLEAR, b, at + CLEAR, text, at + CLEAR + text);
    }

    @Override
    public boolean within(long sequence, long highest) {
      return true;
    }

    @Override
    public void close() {
      opener.close();
    }
  }
}

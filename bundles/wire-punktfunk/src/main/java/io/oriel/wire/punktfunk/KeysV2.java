package io.oriel.wire.punktfunk;

import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.PacketOpener;
import io.oriel.media.wire.PacketSealer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The secret of one direction of a v2 session, from which a new key and IV come every 2^23
/// datagrams (punktfunk protocol notes §14): the nonce is the IV with the sequence number folded
/// in, the five clear bytes are the additional data.
public final class KeysV2 implements MediaKeys {
  /// Bytes of the TLS exporter's output, and of a direction's secret.
  public static final int SECRET_BYTES = 32;

  static final int KEY_SHIFT = 23;
  private static final int CACHED = 3; // the window and a skip of one reach so many keys
  private static final int CLEAR = Generation.V2.clearBytes();

  private final CipherSuite suite;
  private final byte[] secret;
  private final OnlySealer only = new OnlySealer();

  private KeysV2(CipherSuite suite, byte[] secret) {
    this.suite = suite;
    this.secret = secret;
  }

  /// @param exported 32 bytes of the TLS exporter, label `EXPORTER-punktfunk/2 media`, context the
  ///     session id
  /// @param sender of the direction
  public static KeysV2 of(CipherSuite suite, byte[] exported, Sender sender) {
    if (exported.length != SECRET_BYTES) {
      throw new IllegalArgumentException("exporter gave " + exported.length + " bytes, not 32");
    }
    String label = sender == Sender.HOST ? "pf2 media h2c" : "pf2 media c2h";
    return new KeysV2(suite, expand(exported, label.getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public Generation generation() {
    return Generation.V2;
  }

  @Override
  public MediaSealer sealer() {
    only.take();
    return new Seal();
  }

  @Override
  public MediaOpener opener() {
    return new Open();
  }

  byte[] secret() {
    return secret.clone();
  }

  byte[] key(long index) {
    return Arrays.copyOf(expand("pf2 key", index), suite.keyBytes());
  }

  byte[] iv(long index) {
    return Arrays.copyOf(expand("pf2 iv", index), CipherSuite.IV_BYTES);
  }

  private byte[] expand(String label, long index) {
    byte[] info = Arrays.copyOf(label.getBytes(StandardCharsets.US_ASCII), label.length() + 8);
    Le.bigU64(info, label.length(), index);
    return expand(secret, info);
  }

  private static byte[] expand(byte[] secret, byte[] info) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.expandOnly(new SecretKeySpec(secret, "HKDF"), info, SECRET_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HKDF-SHA256", e); // Java 25 has it
    }
  }

  static void nonce(byte[] iv, long sequence, byte[] nonce) {
    System.arraycopy(iv, 0, nonce, 0, 4);
    Le.bigU64(nonce, 4, Le.bigU64(iv, 4) ^ sequence);
  }

  private final class Seal implements MediaSealer {
    private final byte[] nonce = new byte[CipherSuite.IV_BYTES];
    private long index = -1;
    private PacketSealer sealer;
    private byte[] iv;

    @Override
    public void seal(long sequence, byte[] plain, int at, int length, byte[] out, int outAt) {
      if (sequence >> KEY_SHIFT != index) {
        close();
        index = sequence >> KEY_SHIFT;
        sealer = new PacketSealer(suite, key(index));
        iv = iv(index);
      }
      nonce(iv, sequence, nonce);
      System.arraycopy(plain, at, out, outAt, CLEAR);
      int text = length - CLEAR;
      sealer.seal(
          nonce, out, outAt, CLEAR, plain, at + CLEAR, text, out, outAt + CLEAR, outAt + length);
    }

    @Override
    public void close() {
      if (sealer != null) {
        sealer.close();
      }
    }
  }

  private final class Open implements MediaOpener {
    private final byte[] nonce = new byte[CipherSuite.IV_BYTES];
    private final long[] indices = {-1, -1, -1};
    private final PacketOpener[] openers = new PacketOpener[CACHED];
    private final byte[][] ivs = new byte[CACHED][];

    @Override
    public boolean open(long sequence, byte[] b, int at, int length) {
      long index = sequence >> KEY_SHIFT;
      int slot = (int) (index % CACHED);
      if (indices[slot] != index) {
        if (openers[slot] != null) {
          openers[slot].close();
        }
        openers[slot] = new PacketOpener(suite, key(index));
        ivs[slot] = iv(index);
        indices[slot] = index;
      }
      nonce(ivs[slot], sequence, nonce);
      int text = length - CLEAR - Generation.TAG_BYTES;
      return openers[slot].open(nonce, b, at, CLEAR, b, at + CLEAR, text, at + CLEAR + text);
    }

    @Override
    public boolean within(long sequence, long highest) {
      return sequence >> KEY_SHIFT <= (highest >> KEY_SHIFT) + 1;
    }

    @Override
    public void close() {
      for (PacketOpener opener : openers) {
        if (opener != null) {
          opener.close();
        }
      }
    }
  }
}

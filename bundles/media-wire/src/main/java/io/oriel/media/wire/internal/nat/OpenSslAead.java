package io.oriel.media.wire.internal.nat;

import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.NativeHandle;
import io.oriel.media.wire.internal.aead.Aead;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.util.Arrays;

/// A cipher context of OpenSSL: the key is set once, every packet sets its IV only. Allocates
/// nothing per packet.
final class OpenSslAead implements Aead {
  private static final Cleaner FORGOTTEN = Cleaner.create(); // whoever never closed theirs

  private static final int SMALL = 256;
  private static final int KEEP = -1; // direction as it was

  private final MemorySegment context;
  private final NativeHandle handle;
  private final MemorySegment written = Arena.ofAuto().allocate(4, 4);
  // Texts are handed over as heap arrays, everything short through this
  private final MemorySegment small = Arena.ofAuto().allocate(SMALL, 16);
  private final HeapText from = new HeapText();
  private final HeapText to = new HeapText();
  private final AeadTag tag = new AeadTag();
  private final Unproved plain = new Unproved();

  /// @param cipher from [LibCrypto]
  /// @param key borrowed
  OpenSslAead(MemorySegment cipher, byte[] key, boolean encrypt) {
    try {
      MemorySegment made = (MemorySegment) LibCrypto.Functions.NEW.invokeExact();
      if (made.equals(MemorySegment.NULL)) {
        throw new OutOfMemoryError("no memory for a cipher context");
      }
      context = made;
      Unproved text = plain; // the handle must not hold this, or it would never be forgotten
      handle = new NativeHandle(() -> free(made, text));
      int ok =
          (int)
              LibCrypto.Functions.INIT.invokeExact(
                  context,
                  cipher,
                  MemorySegment.ofArray(key),
                  MemorySegment.NULL,
                  encrypt ? 1 : 0,
                  MemorySegment.NULL);
      if (ok != 1) {
        handle.close();
        throw new IllegalStateException("libcrypto refuses the key");
      }
      FORGOTTEN.register(this, handle::close);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private static void free(MemorySegment context, Unproved text) {
    Arrays.fill(text.bytes, (byte) 0);
    try {
      LibCrypto.Functions.FREE.invokeExact(context);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  @Override
  public boolean seal(
      byte[] iv,
      byte[] aad,
      int aadOffset,
      int aadLength,
      byte[] in,
      int offset,
      int length,
      byte[] out,
      int outOffset,
      int tagOffset) {
    if (!handle.enter()) {
      return false;
    }
    try {
      boolean ok =
          begin(iv, aad, aadOffset, aadLength)
              && update(in, offset, length, out, outOffset)
              && finish()
              && tag.get(context, out, tagOffset);
      if (!ok) {
        throw new IllegalStateException("libcrypto does not seal a packet of " + length + " bytes");
      }
      return true;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    } finally {
      handle.exit();
    }
  }

  @Override
  public boolean open(
      byte[] iv,
      byte[] aad,
      int aadOffset,
      int aadLength,
      byte[] packet,
      int offset,
      int length,
      int tagOffset) {
    if (!handle.enter()) {
      return false;
    }
    try {
      if (plain.bytes.length < length) {
        plain.bytes = new byte[length];
      }
      boolean ok =
          begin(iv, aad, aadOffset, aadLength)
              && tag.set(context, packet, tagOffset)
              && update(packet, offset, length, plain.bytes, 0)
              && finish();
      if (ok) {
        System.arraycopy(plain.bytes, 0, packet, offset, length);
      }
      return ok;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    } finally {
      handle.exit();
    }
  }

  private boolean begin(byte[] iv, byte[] aad, int aadOffset, int aadLength) throws Throwable {
    MemorySegment.copy(iv, 0, small, ValueLayout.JAVA_BYTE, 0, iv.length);
    int ok =
        (int)
            LibCrypto.Functions.INIT.invokeExact(
                context, MemorySegment.NULL, MemorySegment.NULL, small, KEEP, MemorySegment.NULL);
    for (int done = 0; done < aadLength && ok == 1; done += SMALL) {
      int n = Math.min(SMALL, aadLength - done);
      MemorySegment.copy(aad, aadOffset + done, small, ValueLayout.JAVA_BYTE, 0, n);
      ok =
          (int)
              LibCrypto.Functions.UPDATE.invokeExact(
                  context, MemorySegment.NULL, written, small, n);
    }
    return ok == 1;
  }

  /// An empty text must not reach the library: without an output it would be taken for additional
  /// data.
  private boolean update(byte[] in, int offset, int length, byte[] out, int outOffset)
      throws Throwable {
    if (length == 0) {
      return true;
    }
    int ok =
        (int)
            LibCrypto.Functions.UPDATE.invokeExact(
                context,
                to.at(out, outOffset, length),
                written,
                from.at(in, offset, length),
                length);
    return ok == 1;
  }

  /// Makes or verifies the tag; no text comes of it, these being stream ciphers.
  private boolean finish() throws Throwable {
    return (int) LibCrypto.Functions.FINAL.invokeExact(context, small, written) == 1;
  }

  /// Frees the context, which overwrites the key, and wipes what was opened last, now or when the
  /// thread inside leaves.
  @Override
  public void close() {
    handle.close();
  }

  /// Text until the tag has proved it.
  private static final class Unproved {
    byte[] bytes = new byte[2048];
  }
}

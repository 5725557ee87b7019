package io.oriel.media.opus.internal.nat;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.api.audio.OpusLayout;
import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.NativeHandle;
import io.oriel.media.opus.OpusException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An `OpusMSDecoder`.
public final class DecoderState implements AutoCloseable {
  private final MemorySegment decoder;
  private final NativeHandle handle;

  private DecoderState(MemorySegment decoder) {
    this.decoder = decoder;
    this.handle = new NativeHandle(() -> destroy(decoder));
  }

  /// Opens one.
  public static DecoderState open(OpusLayout layout) throws OpusException {
    MemorySegment made;
    int code;
    try (var arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(JAVA_INT);
      made =
          (MemorySegment)
              LibOpus.Functions.DECODER_CREATE.invokeExact(
                  LibOpus.RATE_HZ,
                  layout.channels(),
                  layout.streams(),
                  layout.coupled(),
                  LibOpus.mapping(layout, arena),
                  error);
      code = error.get(JAVA_INT, 0);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (made.equals(MemorySegment.NULL)) {
      throw LibOpus.failure("no Opus decoder for " + layout, code);
    }
    return new DecoderState(made);
  }

  /// Decodes one packet; `NULL` conceals a missing one.
  public int decode(MemorySegment packet, int length, MemorySegment samples, int frames)
      throws OpusException {
    if (!handle.enter()) {
      throw new OpusException("the Opus decoder is closed");
    }
    int answer;
    try {
      answer =
          (int) LibOpus.Functions.DECODE.invokeExact(decoder, packet, length, samples, frames, 0);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    } finally {
      handle.exit();
    }
    if (answer < 0) {
      throw LibOpus.failure("Opus does not decode a packet of " + length + " bytes", answer);
    }
    return answer;
  }

  private static void destroy(MemorySegment decoder) {
    try {
      LibOpus.Functions.DECODER_DESTROY.invokeExact(decoder);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}

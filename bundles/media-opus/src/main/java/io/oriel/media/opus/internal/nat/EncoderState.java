package io.oriel.media.opus.internal.nat;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.api.audio.OpusLayout;
import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.NativeHandle;
import io.oriel.media.opus.OpusException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An `OpusMSEncoder`.
public final class EncoderState implements AutoCloseable {
  private final MemorySegment encoder;
  private final NativeHandle handle;
  private final int lookahead;

  private EncoderState(MemorySegment encoder, int lookahead) {
    this.encoder = encoder;
    this.lookahead = lookahead;
    this.handle = new NativeHandle(() -> destroy(encoder));
  }

  /// Opens one with a constant rate.
  public static EncoderState open(OpusLayout layout, int bitsPerSecond) throws OpusException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(JAVA_INT);
      var made =
          (MemorySegment)
              LibOpus.Functions.ENCODER_CREATE.invokeExact(
                  LibOpus.RATE_HZ,
                  layout.channels(),
                  layout.streams(),
                  layout.coupled(),
                  LibOpus.mapping(layout, arena),
                  LibOpus.OPUS_APPLICATION_RESTRICTED_LOWDELAY,
                  error);
      if (made.equals(MemorySegment.NULL)) {
        throw LibOpus.failure("no Opus encoder for " + layout, error.get(JAVA_INT, 0));
      }
      try {
        set(made, LibOpus.OPUS_SET_BITRATE, bitsPerSecond);
        set(made, LibOpus.OPUS_SET_VBR, 0);
        return new EncoderState(made, lookahead(made, arena));
      } catch (OpusException e) {
        destroy(made);
        throw e;
      }
    } catch (OpusException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private static void set(MemorySegment encoder, int request, int value) throws OpusException {
    int answer;
    try {
      answer = (int) LibOpus.Functions.ENCODER_SET.invokeExact(encoder, request, value);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (answer < 0) {
      throw LibOpus.failure("Opus setting " + request + " = " + value, answer);
    }
  }

  private static int lookahead(MemorySegment encoder, Arena arena) throws OpusException {
    MemorySegment value = arena.allocate(JAVA_INT);
    int answer;
    try {
      answer =
          (int)
              LibOpus.Functions.ENCODER_GET.invokeExact(encoder, LibOpus.OPUS_GET_LOOKAHEAD, value);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (answer < 0) {
      throw LibOpus.failure("Opus lookahead", answer);
    }
    return value.get(JAVA_INT, 0);
  }

  /// In samples per channel.
  public int lookahead() {
    return lookahead;
  }

  /// Encodes one packet.
  public int encode(MemorySegment samples, int frames, MemorySegment packet, int bytes)
      throws OpusException {
    if (!handle.enter()) {
      throw new OpusException("the Opus encoder is closed");
    }
    int answer;
    try {
      answer = (int) LibOpus.Functions.ENCODE.invokeExact(encoder, samples, frames, packet, bytes);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    } finally {
      handle.exit();
    }
    if (answer < 0) {
      throw LibOpus.failure("Opus does not encode", answer);
    }
    return answer;
  }

  private static void destroy(MemorySegment encoder) {
    try {
      LibOpus.Functions.ENCODER_DESTROY.invokeExact(encoder);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}

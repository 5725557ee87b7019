package io.oriel.media.opus.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.api.audio.OpusLayout;
import io.oriel.media.nat.Foreign;
import io.oriel.media.opus.OpusException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The system's libopus, opened at first use. Constants are from `opus_defines.h` (1.3.1).
public final class LibOpus {
  static final int RATE_HZ = 48_000;
  static final int OPUS_APPLICATION_RESTRICTED_LOWDELAY = 2051;
  static final int OPUS_SET_BITRATE = 4002;
  static final int OPUS_SET_VBR = 4006;
  static final int OPUS_GET_LOOKAHEAD = 4027;

  private static final String SONAME = "libopus.so.0";
  private static final SymbolLookup LIBRARY = Foreign.library(SONAME).orElse(null);
  private static final int LONGEST_TEXT = 256;

  private LibOpus() {}

  /// Why there is none, with the remedy.
  public static Optional<String> lack() {
    if (LIBRARY == null) {
      return Optional.of(
          SONAME + " is not installed; install Opus (Debian: libopus0, Fedora: opus)");
    }
    try {
      Functions.ready();
      return Optional.empty();
    } catch (LinkageError e) {
      return Optional.of(SONAME + " is not the Opus expected here: " + e.getMessage());
    }
  }

  /// Its own name and number.
  public static String version() {
    try {
      return text((MemorySegment) Functions.VERSION.invokeExact());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  static OpusException failure(String what, int code) {
    try {
      return new OpusException(
          what + ": " + text((MemorySegment) Functions.ERROR.invokeExact(code)));
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  @SuppressWarnings("restricted")
  private static String text(MemorySegment pointer) {
    return pointer.reinterpret(LONGEST_TEXT).getString(0);
  }

  static MemorySegment mapping(OpusLayout layout, Arena arena) {
    MemorySegment table = arena.allocate(layout.channels());
    for (int i = 0; i < layout.channels(); i++) {
      table.set(ValueLayout.JAVA_BYTE, i, layout.mapping().get(i).byteValue());
    }
    return table;
  }

  /// Its functions. None blocks; one call works on one packet.
  static final class Functions {
    /// `const char *opus_get_version_string(void)`
    static final MethodHandle VERSION =
        function("opus_get_version_string", FunctionDescriptor.of(ADDRESS));

    /// `const char *opus_strerror(int error)`
    static final MethodHandle ERROR =
        function("opus_strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    /// `OpusMSEncoder *opus_multistream_encoder_create(opus_int32 Fs, int channels, int streams,
    /// int coupled_streams, const unsigned char *mapping, int application, int *error)`
    static final MethodHandle ENCODER_CREATE =
        function(
            "opus_multistream_encoder_create",
            FunctionDescriptor.of(
                ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));

    /// `int opus_multistream_encoder_ctl(OpusMSEncoder *st, int request, opus_int32 value)`, in the
    /// header `(OpusMSEncoder *st, int request, ...)`: variadic arguments have a calling convention
    /// of their own
    static final MethodHandle ENCODER_SET =
        function(
            "opus_multistream_encoder_ctl",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));

    /// `int opus_multistream_encoder_ctl(OpusMSEncoder *st, int request, opus_int32 *value)`
    static final MethodHandle ENCODER_GET =
        function(
            "opus_multistream_encoder_ctl",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS),
            Linker.Option.firstVariadicArg(2));

    /// `int opus_multistream_encode_float(OpusMSEncoder *st, const float *pcm, int frame_size,
    /// unsigned char *data, opus_int32 max_data_bytes)`
    static final MethodHandle ENCODE =
        function(
            "opus_multistream_encode_float",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

    /// `void opus_multistream_encoder_destroy(OpusMSEncoder *st)`
    static final MethodHandle ENCODER_DESTROY =
        function("opus_multistream_encoder_destroy", FunctionDescriptor.ofVoid(ADDRESS));

    /// `OpusMSDecoder *opus_multistream_decoder_create(opus_int32 Fs, int channels, int streams,
    /// int coupled_streams, const unsigned char *mapping, int *error)`
    static final MethodHandle DECODER_CREATE =
        function(
            "opus_multistream_decoder_create",
            FunctionDescriptor.of(
                ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

    /// `int opus_multistream_decode_float(OpusMSDecoder *st, const unsigned char *data, opus_int32
    /// len, float *pcm, int frame_size, int decode_fec)`
    static final MethodHandle DECODE =
        function(
            "opus_multistream_decode_float",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

    /// `void opus_multistream_decoder_destroy(OpusMSDecoder *st)`
    static final MethodHandle DECODER_DESTROY =
        function("opus_multistream_decoder_destroy", FunctionDescriptor.ofVoid(ADDRESS));

    private Functions() {}

    /// Loads this class.
    static void ready() {}

    private static MethodHandle function(
        String name, FunctionDescriptor descriptor, Linker.Option... options) {
      return Foreign.function(LIBRARY, name, descriptor, options);
    }
  }
}

package io.oriel.encoder.x264.internal.nat;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Foreign;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The functions of libx264 that are used. Pointers travel as numbers, so that nothing is
/// allocated. Touch only when [X264Library#missing()] is empty.
final class X264 {
  private static final SymbolLookup LIBRARY = X264Library.lookup();

  // void x264_param_default(x264_param_t *)
  private static final MethodHandle PARAM_DEFAULT = plain("x264_param_default", JAVA_LONG);
  // int x264_param_default_preset(x264_param_t *, const char *preset, const char *tune)
  private static final MethodHandle PARAM_PRESET =
      number("x264_param_default_preset", JAVA_LONG, JAVA_LONG, JAVA_LONG);
  // int x264_param_parse(x264_param_t *, const char *name, const char *value)
  private static final MethodHandle PARAM_PARSE =
      number("x264_param_parse", JAVA_LONG, JAVA_LONG, JAVA_LONG);
  // int x264_param_apply_profile(x264_param_t *, const char *profile)
  private static final MethodHandle PARAM_PROFILE =
      number("x264_param_apply_profile", JAVA_LONG, JAVA_LONG);
  // void x264_param_cleanup(x264_param_t *)
  private static final MethodHandle PARAM_CLEANUP = plain("x264_param_cleanup", JAVA_LONG);
  // void x264_picture_init(x264_picture_t *)
  private static final MethodHandle PICTURE_INIT = plain("x264_picture_init", JAVA_LONG);
  // x264_t *x264_encoder_open_NNN(x264_param_t *)
  private static final MethodHandle OPEN =
      Foreign.function(
          LIBRARY,
          "x264_encoder_open_" + X264Library.number(),
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  // void x264_encoder_parameters(x264_t *, x264_param_t *)
  private static final MethodHandle PARAMETERS =
      plain("x264_encoder_parameters", JAVA_LONG, JAVA_LONG);
  // int x264_encoder_reconfig(x264_t *, x264_param_t *)
  private static final MethodHandle RECONFIG =
      number("x264_encoder_reconfig", JAVA_LONG, JAVA_LONG);
  // int x264_encoder_encode(x264_t *, x264_nal_t **, int *, x264_picture_t *, x264_picture_t *)
  private static final MethodHandle ENCODE =
      number("x264_encoder_encode", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  // int x264_encoder_invalidate_reference(x264_t *, int64_t pts)
  private static final MethodHandle INVALIDATE =
      number("x264_encoder_invalidate_reference", JAVA_LONG, JAVA_LONG);
  // void x264_nal_encode(x264_t *, uint8_t *dst, x264_nal_t *)
  private static final MethodHandle NAL_ENCODE =
      plain("x264_nal_encode", JAVA_LONG, JAVA_LONG, JAVA_LONG);
  // void x264_encoder_close(x264_t *)
  private static final MethodHandle CLOSE = plain("x264_encoder_close", JAVA_LONG);

  private X264() {}

  private static MethodHandle number(String name, MemoryLayout... arguments) {
    return Foreign.function(LIBRARY, name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static MethodHandle plain(String name, MemoryLayout... arguments) {
    return Foreign.function(LIBRARY, name, FunctionDescriptor.ofVoid(arguments));
  }

  static void defaults(MemorySegment parameters) {
    try {
      PARAM_DEFAULT.invokeExact(parameters.address());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// @return below 0: no such preset
  static int preset(MemorySegment parameters, MemorySegment preset, MemorySegment tune) {
    try {
      return (int) PARAM_PRESET.invokeExact(parameters.address(), preset.address(), tune.address());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// @return below 0: no such name, or not such a value
  static int parse(MemorySegment parameters, MemorySegment name, MemorySegment value) {
    try {
      return (int) PARAM_PARSE.invokeExact(parameters.address(), name.address(), value.address());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  static int profile(MemorySegment parameters, MemorySegment profile) {
    try {
      return (int) PARAM_PROFILE.invokeExact(parameters.address(), profile.address());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  static void cleanUp(MemorySegment parameters) {
    try {
      PARAM_CLEANUP.invokeExact(parameters.address());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  static void initPicture(MemorySegment picture) {
    try {
      PICTURE_INIT.invokeExact(picture.address());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// @return 0: refused
  static long open(MemorySegment parameters) {
    try {
      return (long) OPEN.invokeExact(parameters.address());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  static void parameters(long encoder, MemorySegment to) {
    try {
      PARAMETERS.invokeExact(encoder, to.address());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// @return below 0: refused, nothing changed
  static int reconfigure(long encoder, MemorySegment parameters) {
    try {
      return (int) RECONFIG.invokeExact(encoder, parameters.address());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// @return bytes of the frame; below 0: it failed
  static int encode(
      long encoder, MemorySegment nals, MemorySegment count, MemorySegment in, MemorySegment out) {
    try {
      return (int)
          ENCODE.invokeExact(encoder, nals.address(), count.address(), in.address(), out.address());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  static int invalidate(long encoder, long pts) {
    try {
      return (int) INVALIDATE.invokeExact(encoder, pts);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  static void encodeNal(long encoder, long to, long nal) {
    try {
      NAL_ENCODE.invokeExact(encoder, to, nal);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  static void close(long encoder) {
    try {
      CLOSE.invokeExact(encoder);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}

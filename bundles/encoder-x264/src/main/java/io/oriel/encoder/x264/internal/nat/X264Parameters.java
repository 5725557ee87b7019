package io.oriel.encoder.x264.internal.nat;

import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_BITRATE;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_BIT_DEPTH;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_BYTES;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_CSP;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_DPB_SIZE;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_HEIGHT;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_LEVEL;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_NALU_PROCESS;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_SLICE_COUNT_MAX;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_SYNC_LOOKAHEAD;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_THREADS;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PARAM_WIDTH;
import static io.oriel.encoder.x264.internal.nat.X264Layout.PICTURE_BYTES;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// An `x264_param_t`. Everything with a name is set by that name, which no build can misunderstand.
/// One thread at a time.
public final class X264Parameters implements AutoCloseable {
  /// `X264_CSP_NV12` of x264.h.
  public static final int NV12 = 4;

  /// `X264_CSP_I444` of x264.h.
  public static final int I444 = 12;

  private static final int I420 = 2;
  private static final int SLACK = 4096; // a build with a larger structure harms nobody
  private static final byte UNTOUCHED = (byte) 0xa5;

  private final Arena arena = Arena.ofShared();
  final MemorySegment memory = arena.allocate(PARAM_BYTES + SLACK, 64);

  /// @param preset x264's name
  /// @throws BackendException if there is no such preset
  public X264Parameters(String preset) throws BackendException {
    int result = X264.preset(memory, text(preset), text("zerolatency"));
    if (result < 0) {
      arena.close();
      throw new BackendException(
          Kind.UNSUPPORTED,
          "x264 has no preset " + preset + ": take ultrafast, superfast, veryfast, faster …");
    }
  }

  /// How this library's structures differ from those known; empty: they do not. The defaults clear
  /// a whole structure, which tells its size, and fields with names tell where they lie.
  public static Optional<String> mismatch() {
    try (var arena = Arena.ofConfined()) {
      var memory = arena.allocate(PARAM_BYTES + SLACK, 64);
      memory.fill(UNTOUCHED);
      X264.defaults(memory);
      int size = touched(memory);
      if (size != PARAM_BYTES) {
        return Optional.of("x264_param_t has " + size + " bytes, expected are " + PARAM_BYTES);
      }
      int csp = memory.get(JAVA_INT, PARAM_CSP);
      if (memory.get(JAVA_INT, PARAM_BIT_DEPTH) != 8 || (csp != I420 && csp != 0)) {
        return Optional.of("it was built without 8 bits or without 4:2:0");
      }
      var strange = strangeField(arena, memory);
      if (strange.isPresent()) {
        return strange;
      }
      memory.fill(UNTOUCHED);
      X264.initPicture(memory);
      int picture = touched(memory);
      return picture == PICTURE_BYTES
          ? Optional.empty()
          : Optional.of("x264_picture_t has " + picture + " bytes, expected are " + PICTURE_BYTES);
    }
  }

  private static Optional<String> strangeField(Arena arena, MemorySegment memory) {
    String[] names = {
      "threads", "sync-lookahead", "level", "dpb-size", "bitrate", "slices-max",
    };
    int[] offsets = {
      PARAM_THREADS,
      PARAM_SYNC_LOOKAHEAD,
      PARAM_LEVEL,
      PARAM_DPB_SIZE,
      PARAM_BITRATE,
      PARAM_SLICE_COUNT_MAX,
    };
    for (int i = 0; i < names.length; i++) {
      int value = 21 + i;
      X264.parse(memory, arena.allocateFrom(names[i]), arena.allocateFrom(Integer.toString(value)));
      if (memory.get(JAVA_INT, offsets[i]) != value) {
        return Optional.of(names[i] + " does not lie at byte " + offsets[i] + " of x264_param_t");
      }
    }
    return Optional.empty();
  }

  private static int touched(MemorySegment memory) {
    int end = (int) memory.byteSize();
    while (end > 0 && memory.get(JAVA_BYTE, end - 1L) == UNTOUCHED) {
      end--;
    }
    return end;
  }

  private MemorySegment text(String text) {
    return arena.allocateFrom(text);
  }

  /// Sets a parameter by its name in `x264 --fullhelp`.
  ///
  /// @throws BackendException if x264 does not know it or the value
  public X264Parameters set(String name, Object value) throws BackendException {
    try (var scratch = Arena.ofConfined()) {
      var n = scratch.allocateFrom(name);
      var v = scratch.allocateFrom(String.valueOf(value));
      if (X264.parse(memory, n, v) < 0) {
        throw new BackendException(Kind.UNSUPPORTED, "x264 refuses " + name + "=" + value);
      }
    }
    return this;
  }

  /// @param csp [#NV12] or [#I444]
  public void picture(int widthPx, int heightPx, int csp) {
    memory.set(JAVA_INT, PARAM_WIDTH, widthPx);
    memory.set(JAVA_INT, PARAM_HEIGHT, heightPx);
    memory.set(JAVA_INT, PARAM_CSP, csp);
  }

  /// Restricts to a profile; it never widens.
  public void profile(String name) throws BackendException {
    if (X264.profile(memory, text(name)) < 0) {
      throw new BackendException(Kind.UNSUPPORTED, "x264 cannot restrict itself to " + name);
    }
  }

  /// Threads, after x264 has corrected them.
  int threads() {
    return memory.get(JAVA_INT, PARAM_THREADS);
  }

  void naluProcess(MemorySegment stub) {
    memory.set(ADDRESS, PARAM_NALU_PROCESS, stub);
  }

  @Override
  public void close() {
    X264.cleanUp(memory);
    arena.close();
  }
}

package io.oriel.encoder.x264.internal.nat;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// An open `x264_t` with the picture it reads. One thread at a time; freed once, when nobody is
/// inside.
public final class X264Context {
  /// Let x264 decide: a predicted frame, since nothing else was allowed.
  public static final int AUTO = 0;

  /// `X264_TYPE_IDR` of x264.h.
  public static final int IDR = 1;

  private static final int ALIGN = 64;

  private final Arena arena = Arena.ofShared();
  private final X264Parameters parameters;
  private final long encoder;
  private final int threads;
  private final MemorySegment in = arena.allocate(X264Layout.PICTURE_BYTES, ALIGN);
  private final MemorySegment out = arena.allocate(X264Layout.PICTURE_BYTES, ALIGN);
  private final MemorySegment nals = arena.allocate(JAVA_LONG);
  private final MemorySegment nalCount = arena.allocate(JAVA_INT);
  private final MemorySegment[] planes;
  private final int[] strides;

  /// Opens. Control thread.
  ///
  /// @param parameters complete; owned from now on, also when this fails
  /// @param sink takes NAL units one by one; `null`: [#encode] leaves them all
  public X264Context(X264Parameters parameters, int widthPx, int heightPx, int csp, NalSink sink)
      throws BackendException {
    this.parameters = parameters;
    parameters.picture(widthPx, heightPx, csp);
    if (sink != null) {
      parameters.naluProcess(stub(sink));
    }
    encoder = X264.open(parameters.memory);
    if (encoder == 0) {
      parameters.close();
      arena.close();
      throw new BackendException(
          Kind.FAILED, "x264 does not open an encoder for " + widthPx + "x" + heightPx);
    }
    try (var scratch = Arena.ofConfined()) {
      var actual = scratch.allocate(parameters.memory.byteSize(), ALIGN);
      X264.parameters(encoder, actual);
      threads = actual.get(JAVA_INT, X264Layout.PARAM_THREADS);
    }
    int count = csp == X264Parameters.NV12 ? 2 : 3;
    planes = new MemorySegment[count];
    strides = new int[count];
    int stride = (widthPx + ALIGN - 1) / ALIGN * ALIGN;
    X264.initPicture(in);
    X264.initPicture(out);
    in.set(JAVA_INT, X264Layout.PICTURE_CSP, csp);
    in.set(JAVA_INT, X264Layout.PICTURE_PLANES, count);
    for (int i = 0; i < count; i++) {
      int rows = i == 0 || csp == X264Parameters.I444 ? heightPx : heightPx / 2;
      planes[i] = arena.allocate((long) stride * rows, ALIGN);
      strides[i] = stride;
      in.set(JAVA_INT, X264Layout.PICTURE_STRIDE + 4L * i, stride);
      in.set(JAVA_LONG, X264Layout.PICTURE_PLANE + 8L * i, planes[i].address());
    }
  }

  @SuppressWarnings("restricted") // the stub lives as long as the encoder that calls it
  private MemorySegment stub(NalSink sink) {
    try {
      var method =
          MethodHandles.lookup()
              .findStatic(
                  X264Context.class,
                  "finished",
                  MethodType.methodType(
                      void.class, NalSink.class, long.class, long.class, long.class))
              .bindTo(sink);
      return Linker.nativeLinker()
          .upcallStub(method, FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG), arena);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static void finished(NalSink sink, long encoder, long nal, long opaque) {
    sink.finished(encoder, nal);
  }

  /// Threads, and with more than one of them slices, of every frame.
  public int threads() {
    return threads;
  }

  /// Where the next picture is to be written; borrowed.
  public MemorySegment plane(int index) {
    return planes[index];
  }

  public int stride(int plane) {
    return strides[plane];
  }

  /// Encodes the picture in the planes; what came out is read until the next call.
  ///
  /// @param pts above all before it
  /// @param type [#AUTO] or [#IDR]
  /// @param qp a fixed quantiser, 0 … 51; below 0: as the rate asks for
  /// @return bytes; below 1: it failed
  public int encode(long pts, int type, int qp) {
    in.set(JAVA_INT, X264Layout.PICTURE_TYPE, type);
    in.set(JAVA_INT, X264Layout.PICTURE_QP_PLUS_1, qp + 1);
    in.set(JAVA_LONG, X264Layout.PICTURE_PTS, pts);
    return X264.encode(encoder, nals, nalCount, in, out);
  }

  /// Whether the frame that came out is a key frame.
  public boolean key() {
    return out.get(JAVA_INT, X264Layout.PICTURE_KEY) != 0;
  }

  public int nalCount() {
    return nalCount.get(JAVA_INT, 0);
  }

  /// For [NalUnit].
  public long nal(int index) {
    return nals.get(JAVA_LONG, 0) + (long) index * X264Layout.NAL_BYTES;
  }

  /// No frame from this one on is referred to any more; a key frame comes if nothing is left. Not
  /// while a frame is being encoded. x264 looks at no frame before the last key frame
  /// (`x264_encoder_invalidate_reference` of its encoder.c).
  ///
  /// @return `false`: x264 cannot with these parameters
  public boolean invalidate(long pts) {
    return X264.invalidate(encoder, pts) == 0;
  }

  /// The parameters as they were given, to be changed for [#reconfigure()].
  public X264Parameters parameters() {
    return parameters;
  }

  /// Applies what was changed in [#parameters()].
  ///
  /// @return `false`: refused, nothing changed
  public boolean reconfigure() {
    return X264.reconfigure(encoder, parameters.memory) == 0;
  }

  public void free() {
    X264.close(encoder);
    parameters.close();
    arena.close();
  }
}

package io.oriel.encoder.ffmpeg.internal.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Frame;
import io.oriel.encoder.ffmpeg.internal.EncoderKind;
import io.oriel.encoder.ffmpeg.internal.PixelLayout;
import io.oriel.encoder.ffmpeg.internal.nat.PacketView;
import io.oriel.encoder.ffmpeg.internal.nat.PlaneMemory;
import io.oriel.media.convert.RgbToYuv;
import io.oriel.media.core.Doorbell;
import io.oriel.media.core.SpscRing;
import io.oriel.media.nat.NativeHandle;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A software encoder of FFmpeg: converts and encodes inside [#submit], on the video thread, and
/// hands the bitstream over to the transmit thread.
public final class AvEncoder implements Encoder {
  /// Frames that may be held beyond those in flight, by links that keep some.
  private static final int SPARE_SLOTS = 4;

  private final EncoderKind kind;
  private final EncoderRequest request;
  private final AvContext context;
  private final NativeHandle handle;
  private final PacketView packet;
  private final RgbToYuv converter;
  private final boolean nv12;
  private final MemorySegment[] planes;
  private final int[] strides;
  private final EncodedSlot[] slots;
  private final SpscRing<EncodedSlot> done;
  private final Doorbell bell = new Doorbell();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile long wantedRate;

  // video thread
  private long rate;
  private long pts;
  private long captureNanos;
  private long readyNanos;
  private boolean shown;

  private AvEncoder(
      EncoderKind kind,
      EncoderRequest request,
      AvContext context,
      RgbToYuv converter,
      Consumer<AvEncoder> closed) {
    this.kind = kind;
    this.request = request;
    this.context = context;
    handle =
        new NativeHandle(
            () -> {
              context.free();
              closed.accept(this);
            });
    packet = new PacketView(context.packet);
    this.converter = converter;
    var output = request.output();
    var layout = PixelLayout.of(output);
    nv12 = kind.nv12(layout);
    int count = nv12 ? 2 : 3;
    planes = new MemorySegment[count];
    strides = new int[count];
    for (int i = 0; i < count; i++) {
      int rows = i == 0 ? output.heightPx() : layout.chromaRows(output.heightPx());
      planes[i] = PlaneMemory.of(context.frame, i, rows);
      strides[i] = context.frame.linesize(i);
    }
    slots = new EncodedSlot[request.framesInFlight() + SPARE_SLOTS];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new EncodedSlot();
    }
    done = new SpscRing<>(16);
    rate = request.bitsPerSecond();
    wantedRate = rate;
  }

  /// Opens an encoder. Control thread.
  ///
  /// @param closed told once, when its memory was freed
  public static AvEncoder open(
      EncoderKind kind,
      EncoderRequest request,
      int threads,
      String preset,
      Consumer<AvEncoder> closed)
      throws BackendException {
    var output = request.output();
    var converter =
        RgbToYuv.of(request.input().fourcc(), output.color(), output.bitDepth(), output.chroma());
    return open(kind, request, threads, preset, converter, closed);
  }

  /// The same with a given converter.
  static AvEncoder open(
      EncoderKind kind,
      EncoderRequest request,
      int threads,
      String preset,
      RgbToYuv converter,
      Consumer<AvEncoder> closed)
      throws BackendException {
    var context = AvContext.open(kind, request, threads, preset);
    return new AvEncoder(kind, request, context, converter, closed);
  }

  @Override
  public boolean submit(Frame frame, long sequence, int flags) throws BackendException {
    var slot = slot();
    if (slot == null) {
      return false;
    }
    long submitted = System.nanoTime();
    if (!handle.enter()) {
      slot.release();
      frame.release();
      throw closed();
    }
    try {
      try {
        convert(frame);
        captureNanos = frame.captureNanos();
        readyNanos = frame.readyNanos();
        shown = true;
      } catch (RuntimeException e) {
        slot.release();
        throw e;
      } finally {
        frame.release();
      }
      encode(slot, sequence, flags, 0, submitted);
    } finally {
      handle.exit();
    }
    return true;
  }

  @Override
  public boolean repeat(long sequence, int flags) throws BackendException {
    var slot = shown ? slot() : null;
    if (slot == null) {
      return false;
    }
    if (!handle.enter()) {
      slot.release();
      throw closed();
    }
    try {
      encode(slot, sequence, flags, EncodedFrame.REPEAT, System.nanoTime());
    } finally {
      handle.exit();
    }
    return true;
  }

  private EncodedSlot slot() {
    if (inFlight.get() >= request.framesInFlight()) {
      return null;
    }
    for (var slot : slots) {
      if (slot.take()) {
        return slot;
      }
    }
    return null;
  }

  private BackendException closed() {
    return new BackendException(Kind.DEVICE_LOST, kind.library() + " is closed");
  }

  private void convert(Frame frame) {
    var output = request.output();
    if (nv12) {
      converter.toNv12(
          frame.planeBytes(0),
          frame.planeOffset(0),
          frame.planeStride(0),
          planes[0],
          strides[0],
          planes[1],
          strides[1],
          output.widthPx(),
          0,
          output.heightPx());
    } else {
      converter.toPlanar(
          frame.planeBytes(0),
          frame.planeOffset(0),
          frame.planeStride(0),
          planes[0],
          strides[0],
          planes[1],
          planes[2],
          strides[1],
          output.widthPx(),
          0,
          output.heightPx());
    }
  }

  private void encode(EncodedSlot slot, long sequence, int wishes, int flags, long submitted)
      throws BackendException {
    long converted = System.nanoTime();
    applyRate();
    boolean wantsKey = (wishes & FORCE_KEY_FRAME) != 0;
    context.frame.pict_type(wantsKey ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
    context.frame.pts(pts++);
    try {
      check(avcodec_send_frame(context.codec, context.frame), slot);
      check(avcodec_receive_packet(context.codec, context.packet), slot);
      slot.fill(kind.codec(), packet.bytes());
    } catch (RuntimeException | Error e) {
      slot.release();
      throw e;
    }
    int all = flags | (packet.key() ? EncodedFrame.KEY : 0);
    av_packet_unref(context.packet);
    slot.describe(sequence, all, true, captureNanos, readyNanos);
    slot.times(submitted, converted, System.nanoTime());
    inFlight.incrementAndGet();
    if (!done.offer(slot)) {
      throw new AssertionError("more frames in flight than asked for");
    }
    bell.ring();
  }

  private void check(int result, EncodedSlot slot) throws BackendException {
    if (result < 0) {
      slot.release();
      throw new BackendException(
          Kind.FAILED, kind.library() + " gives no frame for a frame: " + AvErrors.text(result));
    }
  }

  private void applyRate() {
    long wanted = wantedRate;
    if (wanted != rate) {
      AvParameters.rate(context.codec, kind, request, wanted);
      rate = wanted;
    }
  }

  @Override
  public EncodedFrame poll(long timeoutNanos) throws InterruptedException {
    long until = System.nanoTime() + timeoutNanos;
    var frame = done.poll();
    // a ring may be that of a frame already taken: then the wait goes on
    while (frame == null && !woken.getAndSet(false) && bell.await(until)) {
      frame = done.poll();
    }
    if (frame != null) {
      inFlight.decrementAndGet();
    }
    return frame;
  }

  @Override
  public void wake() {
    woken.set(true);
    bell.ring();
  }

  @Override
  public boolean rate(long bitsPerSecond) {
    if (kind.liveRate()) {
      wantedRate = Math.clamp(bitsPerSecond, 500_000, 500_000_000);
    }
    return kind.liveRate();
  }

  @Override
  public void close() {
    wake();
    handle.close();
  }
}

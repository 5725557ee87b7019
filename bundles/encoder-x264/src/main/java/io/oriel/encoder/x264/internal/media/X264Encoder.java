package io.oriel.encoder.x264.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Frame;
import io.oriel.encoder.x264.internal.nat.NalUnit;
import io.oriel.encoder.x264.internal.nat.X264Context;
import io.oriel.encoder.x264.internal.nat.X264Parameters;
import io.oriel.media.core.Doorbell;
import io.oriel.media.core.ReferenceHistory;
import io.oriel.media.core.SpscRing;
import io.oriel.media.nat.NativeHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// libx264: converts and encodes inside [#submit], on the video thread, and hands the bitstream
/// over to the transmit thread, slice by slice where several were asked for.
///
/// A limit of bytes can only be kept by who sees the whole frame: with one, slices are handed over
/// together, and a frame above it is encoded again, coarser.
public final class X264Encoder implements Encoder {
  /// Frames that may be held beyond those in flight, by links that keep some.
  private static final int SPARE_FRAMES = 4;

  private static final int FIRST_ROOM = 256 * 1024;

  /// Quantisers for a frame that was too large; 51 is the coarsest there is.
  private static final int[] COARSER = {42, 51};

  /// Time stamps of a frame: one for each attempt.
  private static final int ATTEMPTS = COARSER.length + 1;

  private final EncoderRequest request;
  private final PictureConverter converter;
  private final NativeHandle handle;
  private final X264Context context;
  private final ReferenceHistory history;
  private final SliceQueue slices; // null: whole frames
  private final EncodedSlot[] pool;
  private final EncodedSlot[] taken;
  private final SpscRing<EncodedSlot> done;
  private final Doorbell bell = new Doorbell();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile long wantedRate;

  // video thread
  private final RateTrim trim = new RateTrim();
  private boolean trimmed;
  private long rate;
  private long captureNanos;
  private long readyNanos;
  private boolean shown;

  /// Opens an encoder. Control thread.
  ///
  /// @param threads slice threads
  /// @param closed told once, when its memory was freed
  public X264Encoder(
      EncoderRequest request,
      int threads,
      String preset,
      PictureConverter converter,
      Consumer<X264Encoder> closed)
      throws BackendException {
    this.request = request;
    this.converter = converter;
    var output = request.output();
    int count = Math.max(threads, request.slicesPerFrame());
    count = Math.clamp(count, 1, Math.max(1, (output.heightPx() + 15) / 16 / 4));
    boolean single = request.slicesPerFrame() == 1 || request.maxFrameBytes() > 0 || count == 1;
    int parts = single ? 1 : count;
    pool = new EncodedSlot[(request.framesInFlight() + SPARE_FRAMES) * parts];
    for (int i = 0; i < pool.length; i++) {
      pool[i] = new EncodedSlot(FIRST_ROOM / parts);
    }
    taken = new EncodedSlot[parts];
    done = new SpscRing<>(Math.max(16, Integer.highestOneBit(pool.length) * 2));
    slices =
        single
            ? null
            : new SliceQueue(
                SliceQueue.cuts(output.widthPx(), output.heightPx(), count), done, bell);
    context = context(request, count, preset, slices);
    history = new ReferenceHistory(StreamSettings.references(request));
    handle =
        new NativeHandle(
            () -> {
              context.free();
              closed.accept(this);
            });
    rate = request.bitsPerSecond();
    wantedRate = rate;
  }

  private static X264Context context(
      EncoderRequest request, int threads, String preset, SliceQueue sink) throws BackendException {
    var parameters = new X264Parameters(preset);
    try {
      StreamSettings.apply(parameters, request, threads);
    } catch (BackendException e) {
      parameters.close();
      throw e;
    }
    var output = request.output();
    return new X264Context(
        parameters, output.widthPx(), output.heightPx(), PictureConverter.csp(output), sink);
  }

  @Override
  public boolean submit(Frame frame, long sequence, int flags) throws BackendException {
    if (!takeSlots()) {
      return false;
    }
    long submitted = System.nanoTime();
    if (!handle.enter()) {
      releaseSlots();
      frame.release();
      throw closed();
    }
    try {
      try {
        converter.convert(frame, context);
        captureNanos = frame.captureNanos();
        readyNanos = frame.readyNanos();
        shown = true;
      } catch (RuntimeException e) {
        releaseSlots();
        throw e;
      } finally {
        frame.release();
      }
      encode(sequence, flags, 0, submitted);
    } finally {
      handle.exit();
    }
    return true;
  }

  @Override
  public boolean repeat(long sequence, int flags) throws BackendException {
    if (!shown || !takeSlots()) {
      return false;
    }
    if (!handle.enter()) {
      releaseSlots();
      throw closed();
    }
    try {
      encode(sequence, flags, EncodedFrame.REPEAT, System.nanoTime());
    } finally {
      handle.exit();
    }
    return true;
  }

  private boolean takeSlots() {
    if (inFlight.get() >= request.framesInFlight()) {
      return false;
    }
    int found = 0;
    for (int i = 0; i < pool.length && found < taken.length; i++) {
      if (pool[i].take()) {
        taken[found++] = pool[i];
      }
    }
    while (found > 0 && found < taken.length) {
      taken[--found].release();
    }
    return found > 0;
  }

  private void releaseSlots() {
    for (var slot : taken) {
      slot.release();
    }
  }

  private static BackendException closed() {
    return new BackendException(Kind.DEVICE_LOST, "x264 is closed");
  }

  private void encode(long sequence, int wishes, int flags, long submitted)
      throws BackendException {
    long converted = System.nanoTime();
    applyRate();
    boolean wantsKey = (wishes & FORCE_KEY_FRAME) != 0;
    long from = history.due();
    if (from != 0 && !wantsKey && !context.invalidate(from * ATTEMPTS)) {
      wantsKey = true;
    }
    int type = wantsKey ? X264Context.IDR : X264Context.AUTO;
    int all = flags | (from == 0 || wantsKey ? 0 : EncodedFrame.AFTER_INVALIDATION);
    inFlight.incrementAndGet();
    if (slices != null) {
      slices.begin(taken, sequence, all, captureNanos, readyNanos, submitted, converted);
      int size = context.encode(sequence * ATTEMPTS, type, -1);
      if (size <= 0 || !slices.complete()) {
        throw new BackendException(Kind.FAILED, "x264 gives no frame for a frame");
      }
      history.encoded(sequence, context.key(), from);
      spent(size, flags);
      return;
    }
    var slot = taken[0];
    boolean key;
    try {
      key = encodeWhole(slot, sequence, type);
    } catch (BackendException | RuntimeException | Error e) {
      inFlight.decrementAndGet();
      slot.release();
      throw e;
    }
    history.encoded(sequence, key, from);
    spent(slot.length(), flags);
    all = key ? all & ~EncodedFrame.AFTER_INVALIDATION | EncodedFrame.KEY : all;
    slot.describe(sequence, all, true, captureNanos, readyNanos);
    slot.times(submitted, converted, System.nanoTime());
    if (!done.offer(slot)) {
      throw new AssertionError("more frames in flight than asked for");
    }
    bell.ring();
  }

  /// @return whether it is a key frame
  private boolean encodeWhole(EncodedSlot slot, long sequence, int type) throws BackendException {
    fill(slot, context.encode(sequence * ATTEMPTS, type, -1));
    int most = request.maxFrameBytes();
    // the client never sees the attempt before: a key frame needs nothing of it
    for (int i = 0; most > 0 && slot.length() > most && i < COARSER.length; i++) {
      slot.empty();
      fill(slot, context.encode(sequence * ATTEMPTS + 1 + i, X264Context.IDR, COARSER[i]));
    }
    return context.key();
  }

  private void fill(EncodedSlot slot, int size) throws BackendException {
    if (size <= 0) {
      throw new BackendException(Kind.FAILED, "x264 gives no frame for a frame");
    }
    for (int i = 0; i < context.nalCount(); i++) {
      long nal = context.nal(i);
      if (!NalUnit.needless(nal)) {
        slot.append(nal);
      }
    }
  }

  private void applyRate() throws BackendException {
    long wanted = wantedRate;
    if (wanted != rate) {
      trim.restart();
      trimmed = true;
    }
    if (trimmed) {
      StreamSettings.rate(context.parameters(), request, wanted, trim.factor());
      if (!context.reconfigure()) {
        throw new BackendException(Kind.FAILED, "x264 refuses a rate of " + wanted + " bit/s");
      }
      rate = wanted;
      trimmed = false;
    }
  }

  private void spent(int bytes, int flags) {
    if ((flags & EncodedFrame.REPEAT) == 0) {
      trimmed |= trim.spent(8L * bytes, rate * 1000.0 / request.output().milliHz());
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
    if (frame != null && frame.lastSlice()) {
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
    wantedRate = Math.clamp(bitsPerSecond, 500_000, 500_000_000);
    return true;
  }

  @Override
  public boolean invalidate(long first, long last) {
    return history.invalidate(first, last);
  }

  @Override
  public void close() {
    wake();
    handle.close();
  }
}

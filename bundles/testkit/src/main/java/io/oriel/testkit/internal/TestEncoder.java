package io.oriel.testkit.internal;

import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Frame;
import io.oriel.media.core.Doorbell;
import io.oriel.media.core.ReferenceHistory;
import io.oriel.media.core.SpscRing;
import io.oriel.testkit.Pattern;
import io.oriel.testkit.TestBitstream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes the size of bitstream a real encoder would, with what the picture's pattern says.
final class TestEncoder implements Encoder {
  private static final int KEY_FRAME_FACTOR = 4; // a key frame is so much larger than the others

  private static final int REFERENCES = 16;

  private final EncoderRequest request;
  private final Pattern pattern;
  private final TestEncodedFrame[] slots;
  private final SpscRing<TestEncodedFrame> done = new SpscRing<>(16);
  private final Doorbell bell = new Doorbell();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile long bitsPerSecond;

  private final ReferenceHistory history = new ReferenceHistory(REFERENCES);

  // What the last picture was, for repeats; video thread
  private long captureNanos;
  private long readyNanos;
  private int number;
  private long micros = -1;
  private boolean shown;

  TestEncoder(EncoderRequest request) {
    this.request = request;
    bitsPerSecond = request.bitsPerSecond();
    pattern = new Pattern(request.input().widthPx(), request.input().heightPx());
    slots = new TestEncodedFrame[2 * request.framesInFlight() + 2];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new TestEncodedFrame();
    }
  }

  @Override
  public boolean submit(Frame frame, long sequence, int flags) {
    TestEncodedFrame slot = slot();
    if (slot == null) {
      return false;
    }
    try {
      var reading = pattern.readBgrx(frame.planeBytes(0), frame.planeStride(0));
      number = reading.map(Pattern.Reading::frame).orElse(0);
      micros = reading.map(Pattern.Reading::micros).orElse(-1L);
      captureNanos = frame.captureNanos();
      readyNanos = frame.readyNanos();
      shown = true;
    } finally {
      frame.release();
    }
    encode(slot, sequence, flags, 0);
    return true;
  }

  @Override
  public boolean repeat(long sequence, int flags) {
    TestEncodedFrame slot = shown ? slot() : null;
    if (slot == null) {
      return false;
    }
    encode(slot, sequence, flags, EncodedFrame.REPEAT);
    return true;
  }

  private TestEncodedFrame slot() {
    if (inFlight.get() == request.framesInFlight()) {
      return null;
    }
    for (TestEncodedFrame slot : slots) {
      if (slot.take()) {
        return slot;
      }
    }
    return null;
  }

  private void encode(TestEncodedFrame slot, long sequence, int wishes, int flags) {
    long submitted = System.nanoTime();
    long from = history.due();
    long reference = (wishes & FORCE_KEY_FRAME) != 0 ? 0 : history.newest();
    boolean key = reference == 0;
    int all = flags;
    all |= key ? EncodedFrame.KEY : from != 0 ? EncodedFrame.AFTER_INVALIDATION : 0;
    all |= (wishes & LONG_TERM) != 0 ? EncodedFrame.LONG_TERM : 0;
    history.encoded(sequence, key, from);
    int length = length(key);
    slot.fill(all, sequence, reference, number, micros, length);
    slot.stamp(captureNanos, readyNanos, submitted);
    inFlight.incrementAndGet();
    if (!done.offer(slot)) {
      throw new AssertionError("more frames in flight than asked for");
    }
    bell.ring();
  }

  private int length(boolean key) {
    long average = bitsPerSecond * 125 / request.output().milliHz(); // 1000 / 8
    long wanted = key ? KEY_FRAME_FACTOR * average : average;
    long most = request.maxFrameBytes() > 0 ? request.maxFrameBytes() : Integer.MAX_VALUE;
    return (int) Math.max(TestBitstream.HEADER_BYTES, Math.min(wanted, most));
  }

  @Override
  public EncodedFrame poll(long timeoutNanos) throws InterruptedException {
    long until = System.nanoTime() + timeoutNanos;
    TestEncodedFrame frame = done.poll();
    // A ring may be that of a frame already taken: then the wait goes on.
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
  public boolean rate(long wanted) {
    bitsPerSecond = wanted;
    return true;
  }

  @Override
  public boolean invalidate(long first, long last) {
    return request.referenceInvalidation() && history.invalidate(first, last);
  }

  @Override
  public void close() {
    wake();
  }
}

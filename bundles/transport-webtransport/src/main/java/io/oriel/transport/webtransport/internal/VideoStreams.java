package io.oriel.transport.webtransport.internal;

import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.Figures;
import io.oriel.lib.browser.BrowserPeer;
import io.oriel.lib.browser.wire.FrameHeader;
import io.oriel.media.core.Counter;
import io.oriel.media.core.DurationRecorder;
import io.oriel.media.webtransport.OutgoingStream;
import io.oriel.media.webtransport.WebTransportSession;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/// Sends frames, each on a stream of its own ("Picture over WebTransport"). The session's transmit
/// thread, but for what says otherwise.
///
/// A frame is copied once, from its lease into the stream's buffer. What QUIC cannot take at once
/// waits there, in order; as many frames wait as their deadline has room for, then the encoder has
/// to wait too. A frame whose deadline passes is given up and told as lost. Key frames are large
/// and everything after them needs them: they get several times the deadline, and so do the frames
/// behind one.
final class VideoStreams {
  /// QUIC sends lower ones first; sound and messages are datagrams, which go before streams.
  private static final int URGENCY = 3;

  private static final int KEY_FRAME_DEADLINES = 4;
  private static final int LEAST_WAITING = 4;
  private static final int MOST_WAITING = 48; // the library refuses more than 64
  private static final int REMEMBERED = 64;

  private final WebTransportSession session;
  private final BrowserPeer peer;
  private final IntSupplier deadlineMillis;
  private final ByteBuffer head = ByteBuffer.allocateDirect(FrameHeader.BYTES);
  private final AtomicReferenceArray<OutgoingStream> streams =
      new AtomicReferenceArray<>(REMEMBERED); // the newest ones, for the oldest of them
  private final DurationRecorder send = new DurationRecorder();
  private final Counter frames = new Counter();
  private final Counter bytes = new Counter();
  private final Counter refused = new Counter();
  private final Counter late = new Counter(); // the server's thread
  private volatile Thread waiting; // the transmit thread, while it waits for room
  private long frameNanos = 16_666_667;
  private long keyDeadlineNanos = System.nanoTime(); // of the newest key frame
  private int next;

  /// @param deadlineMillis setting `frame.deadline.ms`
  VideoStreams(WebTransportSession session, BrowserPeer peer, IntSupplier deadlineMillis) {
    this.session = session;
    this.peer = peer;
    this.deadlineMillis = deadlineMillis;
  }

  void format(StreamFormat format) {
    frameNanos = 1_000_000_000_000L / format.milliHz();
  }

  void send(EncodedFrame frame) {
    long start = System.nanoTime();
    long deadline = deadlineMillis.getAsInt() * 1_000_000L;
    if (!room(start, deadline)) {
      abandon(frame);
      return;
    }
    long now = System.nanoTime();
    head.clear();
    FrameHeader.write(head, frame, now);
    boolean key = (frame.flags() & EncodedFrame.KEY) != 0;
    long until = now + (key ? KEY_FRAME_DEADLINES * deadline : deadline);
    if (key) {
      keyDeadlineNanos = until;
    } else if (keyDeadlineNanos - until > 0) {
      until = keyDeadlineNanos;
    }
    OutgoingStream stream =
        session.createUni(
            frame.sequence(),
            head.flip(),
            frame.bytes().asSlice(0, frame.length()),
            URGENCY,
            until);
    if (stream == null) {
      abandon(frame);
      return;
    }
    streams.setRelease(next++ & REMEMBERED - 1, stream);
    frames.increment();
    bytes.add(frame.length());
    send.record(System.nanoTime() - start);
  }

  /// Waits until there is room, one frame interval at most.
  private boolean room(long start, long deadline) {
    long most = Math.clamp(deadline / frameNanos, LEAST_WAITING, MOST_WAITING);
    if (session.unfinishedStreams() < most) {
      return true;
    }
    waiting = Thread.currentThread();
    try {
      long left = frameNanos;
      while (session.unfinishedStreams() >= most && left > 0 && session.isOpen()) {
        LockSupport.parkNanos(this, left);
        left = start + frameNanos - System.nanoTime();
        if (Thread.currentThread().isInterrupted()) {
          return false;
        }
      }
    } finally {
      waiting = null;
    }
    return session.unfinishedStreams() < most;
  }

  private void abandon(EncodedFrame frame) {
    refused.increment();
    peer.lost(frame.sequence(), frame.sequence());
  }

  /// A frame is sent or given up. The server's thread.
  void ended(OutgoingStream stream) {
    Thread waits = waiting;
    if (waits != null) {
      LockSupport.unpark(waits);
    }
    if (stream.state() != OutgoingStream.State.SENT) {
      late.increment();
      peer.lost(stream.tag(), stream.tag());
    }
  }

  /// How long the oldest frame that is not sent yet has waited; 0: none waits. Any thread.
  long waitingNanos(long nowNanos) {
    long longest = 0;
    for (int i = 0; i < REMEMBERED; i++) {
      OutgoingStream stream = streams.getAcquire(i);
      if (stream != null && stream.state() == OutgoingStream.State.UNFINISHED) {
        longest = Math.max(longest, nowNanos - stream.createdNanos());
      }
    }
    return longest;
  }

  /// Bytes of frames handed over so far. Any thread.
  long bytes() {
    return bytes.get();
  }

  /// Any thread.
  void count(Map<String, Long> to) {
    to.put("link.frames.sent", frames.get());
    to.put("link.bytes.sent", bytes.get());
    to.put("link.frames.late", late.get());
    to.put("link.frames.abandoned", refused.get());
  }

  /// Any thread.
  Figures.Distribution sending() {
    return send.summary();
  }

  /// Any thread.
  void restart() {
    send.restart();
  }
}

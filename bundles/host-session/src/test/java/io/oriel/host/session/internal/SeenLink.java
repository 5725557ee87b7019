package io.oriel.host.session.internal;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.InputSink;
import io.oriel.testkit.TestBitstream;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A link that writes down what it is given, and reads every frame to its last byte.
final class SeenLink implements ClientLink {
  /// @param sequence the number this link was given
  record Seen(long sequence, int flags, TestBitstream content) {
    boolean key() {
      return (flags & EncodedFrame.KEY) != 0;
    }
  }

  final List<Seen> frames = new CopyOnWriteArrayList<>();
  final List<StreamFormat> formats = new CopyOnWriteArrayList<>();
  final List<DisplayRequest> modes = new CopyOnWriteArrayList<>();
  final List<ClipboardContent> clipboards = new CopyOnWriteArrayList<>();
  final AtomicInteger sounds = new AtomicInteger();
  final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  final AtomicBoolean closed = new AtomicBoolean();
  final CompletableFuture<String> damage = new CompletableFuture<>();
  volatile CountDownLatch stuck = new CountDownLatch(0);
  volatile boolean stands; // inside a frame until `stuck` opens
  volatile boolean breaks;
  volatile InputSink sink;

  @Override
  public void input(InputSink to) {
    sink = to;
  }

  @Override
  public void format(StreamFormat format) {
    formats.add(format);
  }

  @Override
  public long sendVideo(EncodedFrame frame) {
    if (breaks) {
      throw new IllegalStateException("broken on purpose");
    }
    var content = TestBitstream.read(frame.bytes().asSlice(0, frame.length()));
    if (content.isEmpty() || closed.get()) {
      damage.complete("frame " + frame.sequence() + (closed.get() ? " after close" : " damaged"));
    }
    content.ifPresent(c -> frames.add(new Seen(frame.sequence(), frame.flags(), c)));
    try {
      var door = stuck;
      stands = door.getCount() > 0;
      door.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  @Override
  public void sendAudio(MemorySegment packet, int length, long captureNanos) {
    sounds.incrementAndGet();
  }

  @Override
  public void modeChanged(DisplayRequest actual) {
    modes.add(actual);
  }

  @Override
  public void clipboard(ClipboardContent content) {
    clipboards.add(content);
  }

  @Override
  public void end(EndReason reason, String detail) {
    ended.complete(reason);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      damage.complete("closed twice");
    }
  }
}

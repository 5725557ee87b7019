package io.oriel.media.webrtc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Sends a clip in a circle, 30 frames and 100 packets of silence a second, until it is stopped.
final class Player implements PeerListener {
  private static final byte[] SILENCE = {(byte) 0xf4, (byte) 0xff, (byte) 0xfe}; // CELT, 10 ms

  final CountDownLatch connected = new CountDownLatch(1);
  final CountDownLatch closed = new CountDownLatch(1);
  final AtomicInteger keyFramesWanted = new AtomicInteger();
  volatile String reason;
  volatile long carries;
  volatile PathReport report;
  private volatile boolean running = true;
  private volatile boolean keyFrame;
  private Thread thread;

  void play(WebRtcPeer peer, Clip clip) {
    thread = Thread.ofPlatform().daemon().start(() -> run(peer, clip));
  }

  private void run(WebRtcPeer peer, Clip clip) {
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> frames =
          clip.frames().stream().map(f -> arena.allocateFrom(ValueLayout.JAVA_BYTE, f)).toList();
      MemorySegment silence = arena.allocateFrom(ValueLayout.JAVA_BYTE, SILENCE);
      connected.await();
      long begin = System.nanoTime();
      int frame = 0;
      for (long ten = 0; running; ten++) {
        long due = begin + ten * 10_000_000;
        while (running && System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        peer.sendAudio(silence, SILENCE.length, due);
        if (ten % 3 == 0) {
          if (keyFrame) {
            keyFrame = false;
            frame = 0;
          }
          MemorySegment one = frames.get(frame);
          long deadline = System.nanoTime() + 33_000_000;
          peer.sendVideo(one, (int) one.byteSize(), frame == 0, true, due, 20_000_000, deadline);
          frame = (frame + 1) % frames.size();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void connected() {
    connected.countDown();
  }

  @Override
  public void keyFrameWanted() {
    keyFramesWanted.incrementAndGet();
    keyFrame = true;
  }

  @Override
  public void carries(long bitsPerSecond) {
    carries = bitsPerSecond;
  }

  @Override
  public void report(PathReport now) {
    report = now;
  }

  @Override
  public void closed(String why) {
    reason = why;
    closed.countDown();
  }

  void stop() throws InterruptedException {
    running = false;
    if (thread != null) {
      thread.interrupt();
      thread.join();
    }
  }
}

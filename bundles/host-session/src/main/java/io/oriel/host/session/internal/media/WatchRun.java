package io.oriel.host.session.internal.media;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.session.ClientLink;
import io.oriel.media.core.CpuTime;
import io.oriel.media.core.MediaThread;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// What one watcher is sent, by threads of its own, from when it came until it goes.
public final class WatchRun {
  /// Frames that wait: 130 ms at 60 a second.
  static final int QUEUED_FRAMES = 8;

  /// Frames a link may keep: those being sent, and those it waits to send.
  static final int LENT_FRAMES = 8;

  static final int MOST_HELD = QUEUED_FRAMES + LENT_FRAMES;

  private final WatchFigures figures = new WatchFigures();
  private final WatchLoop pictures;
  private final WatchSound sound; // null: the session has none
  private final String name;
  private Thread pictureThread; // this' lock, as the next two
  private Thread soundThread;
  private boolean stopped;

  /// @param sessionId for names of threads
  /// @param audio of the session
  /// @param keyFrameWanted asks for one, within limits; any thread
  public WatchRun(
      String sessionId, ClientLink link, AudioParameters audio, Runnable keyFrameWanted) {
    name = sessionId;
    pictures = new WatchLoop(link, figures, keyFrameWanted);
    sound = audio.bitsPerSecond() == 0 ? null : new WatchSound(link, figures, audio);
  }

  /// Starts its threads, unless it was stopped before.
  ///
  /// @param cpu counts their time
  /// @param died told when one of them did; on that thread, only posts
  public synchronized void start(CpuTime cpu, Consumer<Throwable> died) {
    if (stopped) {
      return; // its link was gone at once
    }
    if (sound != null) {
      soundThread = MediaThread.start("oriel-wa-" + name, cpu.counted(sound), died);
    }
    pictureThread = MediaThread.start("oriel-wv-" + name, cpu.counted(pictures), died);
  }

  public WatchFigures figures() {
    return figures;
  }

  /// Whether it may hear. Any thread.
  public void hears(boolean allowed) {
    if (sound != null) {
      sound.hears(allowed);
    }
  }

  /// The display's mode before the first frame is no news. Control thread, before any frame.
  void begins(DisplayRequest mode) {
    pictures.begins(mode);
  }

  /// A frame for it, borrowed. Transmit thread; never waits.
  void offer(SharedFrame frame) {
    pictures.offer(frame);
  }

  /// A frame that could not be shared. Transmit thread.
  void miss(long sequence) {
    pictures.miss(sequence);
  }

  /// A packet for it, borrowed. Audio thread; never waits.
  void sound(MemorySegment packet, int length, long captureNanos) {
    if (sound != null) {
      sound.offer(packet, length, captureNanos);
    }
  }

  /// Ends its threads and waits for them. Any thread.
  ///
  /// @return `false`: one is still inside the link after a second
  public boolean stop() throws InterruptedException {
    pictures.stop();
    if (sound != null) {
      sound.stop();
    }
    Thread picture;
    Thread voice;
    synchronized (this) {
      stopped = true;
      picture = pictureThread;
      voice = soundThread;
    }
    long deadline = System.nanoTime() + 1_000_000_000;
    return joined(picture, deadline) & joined(voice, deadline);
  }

  private static boolean joined(Thread thread, long deadlineNanos) throws InterruptedException {
    if (thread == null || thread == Thread.currentThread()) {
      return true;
    }
    thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000));
    return !thread.isAlive();
  }
}

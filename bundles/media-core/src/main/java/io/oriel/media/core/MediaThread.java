package io.oriel.media.core;

import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.TimerSlack;
import java.util.Objects;
import java.util.function.Consumer;

/// Starts the named platform threads that media loops run on.
public final class MediaThread {
  /// What the kernel shows of a thread's name (`TASK_COMM_LEN` in `linux/sched.h`, less the NUL).
  public static final int VISIBLE_NAME_LENGTH = 15;

  private MediaThread() {}

  /// Starts a daemon thread whose sleeps end as close to their time as the kernel can: its timer
  /// slack is 1 ns instead of 50 µs. Where the kernel refuses, the thread runs with what it has.
  ///
  /// @param name role first, then the session: `oriel-vid-7f3a`; the kernel shows 15 characters
  /// @param body ends by returning, usually because a flag was cleared or it was interrupted
  /// @param died told, on the dying thread, what the body threw; not called when it returns
  /// @return the running thread, for the owner to interrupt and join
  public static Thread start(String name, Runnable body, Consumer<Throwable> died) {
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(died, "died");
    return Thread.ofPlatform().name(name).daemon(true).start(() -> run(body, died));
  }

  private static void run(Runnable body, Consumer<Throwable> died) {
    try {
      wakeOnTime();
      body.run();
    } catch (Throwable t) { // errors too: whoever owns the session has to learn of its end
      died.accept(t);
    }
  }

  private static void wakeOnTime() {
    try {
      TimerSlack.set(1);
    } catch (ErrnoException _) {
      // sleeps end up to 50 µs late: paced packets come in larger groups, nothing else changes
    }
  }
}

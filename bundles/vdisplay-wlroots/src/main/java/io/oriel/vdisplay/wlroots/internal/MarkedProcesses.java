package io.oriel.vdisplay.wlroots.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The processes of one display, found by a variable in their environment.
///
/// A process group or the tree of parents would miss those that started a session of their own
/// (every shell in a terminal) or whose parent has ended; the environment is inherited by all.
record MarkedProcesses(String id) {
  /// The variable.
  static final String VARIABLE = "ORIEL_DISPLAY";

  private static final Duration PATIENCE = Duration.ofMillis(800);
  private static final long LOOK_AGAIN_NANOS = 5_000_000;
  private static final int ROUNDS = 5;

  /// Those alive now.
  List<ProcessHandle> alive() {
    byte[] mark = mark();
    var found = new ArrayList<ProcessHandle>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        if (carries(process, mark)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot list /proc", e);
    }
    return found;
  }

  /// Asks all to end, waits a bounded time, then kills; again for those that were born meanwhile.
  ///
  /// @return how many are left: 0 unless the kernel does not let one go
  int end() {
    List<ProcessHandle> left = alive();
    left.forEach(ProcessHandle::destroy);
    await(left, PATIENCE);
    for (int round = 0; round < ROUNDS && !(left = alive()).isEmpty(); round++) {
      left.forEach(ProcessHandle::destroyForcibly);
      await(left, PATIENCE);
    }
    return left.size();
  }

  /// Looks every few milliseconds: they are mostly not children of this process, and a dead one
  /// that nobody has reaped yet has no environment any more.
  private void await(List<ProcessHandle> processes, Duration most) {
    boolean interrupted = false;
    long end = System.nanoTime() + most.toNanos();
    while (processes.stream().anyMatch(this::lives) && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      interrupted |= Thread.interrupted(); // closing is finished first, it is bounded
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean lives(ProcessHandle process) {
    return carries(Path.of("/proc", Long.toString(process.pid())), mark());
  }

  private byte[] mark() {
    return (VARIABLE + "=" + id + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static boolean carries(Path process, byte[] mark) {
    try {
      byte[] environment = Files.readAllBytes(process.resolve("environ"));
      for (int at = 0; at + mark.length <= environment.length; at++) {
        boolean entry = at == 0 || environment[at - 1] == 0;
        if (entry
            && java.util.Arrays.equals(environment, at, at + mark.length, mark, 0, mark.length)) {
          return true;
        }
      }
    } catch (IOException _) {
      // another user's, or it has ended: not one of ours
    }
    return false;
  }
}

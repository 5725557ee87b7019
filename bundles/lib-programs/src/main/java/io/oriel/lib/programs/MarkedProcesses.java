package io.oriel.lib.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Processes that belong together, found by a variable in their environment. Any thread.
///
/// A process group or the tree of parents would miss those that started a session of their own
/// (every shell in a terminal) or whose parent has ended; the environment is inherited by all. What
/// clears or overwrites its environment (setproctitle(3)) is found by its kernel session, where one
/// is known.
///
/// @param variable its name
/// @param value its value
/// @param session kernel session that counts as well; 0: none
public record MarkedProcesses(String variable, String value, long session) {
  private static final long LOOK_AGAIN_NANOS = 5_000_000;
  private static final int ROUNDS = 5;
  private static final Duration KILL_PATIENCE = Duration.ofMillis(800);

  /// Those with this variable.
  public MarkedProcesses(String variable, String value) {
    this(variable, value, 0);
  }

  /// The variable as it stands in an environment: `NAME=value`.
  public String mark() {
    return variable + "=" + value;
  }

  /// Those alive now; none that has ended and waits for its parent.
  public List<ProcessHandle> alive() {
    byte[] mark = bytes();
    var found = new ArrayList<ProcessHandle>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        if (belongs(process, mark)) {
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
  /// @param patience how long they may take to end by themselves
  /// @return how many are left: 0 unless the kernel does not let one go
  public int end(Duration patience) {
    List<ProcessHandle> left = alive();
    left.forEach(ProcessHandle::destroy);
    await(left, patience);
    for (int round = 0; round < ROUNDS && !(left = alive()).isEmpty(); round++) {
      left.forEach(ProcessHandle::destroyForcibly);
      await(left, KILL_PATIENCE);
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
    return belongs(Path.of("/proc", Long.toString(process.pid())), bytes());
  }

  private byte[] bytes() {
    return (mark() + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private boolean belongs(Path process, byte[] mark) {
    return carries(process, mark) || (session > 0 && inSession(process));
  }

  /// proc(5), `stat`: after the name in parentheses come state, parent, process group, session.
  private boolean inSession(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
      boolean over = fields[0].equals("Z") || fields[0].equals("X");
      return !over && Long.parseLong(fields[3]) == session;
    } catch (IOException | RuntimeException _) {
      return false; // it ended while it was read
    }
  }

  private static boolean carries(Path process, byte[] mark) {
    try {
      byte[] environment = Files.readAllBytes(process.resolve("environ"));
      for (int at = 0; at + mark.length <= environment.length; at++) {
        boolean entry = at == 0 || environment[at - 1] == 0;
        if (entry && Arrays.equals(environment, at, at + mark.length, mark, 0, mark.length)) {
          return true;
        }
      }
    } catch (IOException _) {
      // another user's, or it has ended: not one of ours
    }
    return false;
  }
}

package io.oriel.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One host per data folder.
///
/// The kernel drops the lock with the process, so a crashed host never blocks the next one. The
/// file `run/host` tells others who runs: the process id on the first line, the page on the second.
final class InstanceLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;
  private final Path note;

  private InstanceLock(FileChannel channel, FileLock lock, Path note) {
    this.channel = channel;
    this.lock = lock;
    this.note = note;
  }

  /// @throws HostException with [ExitCode#ALREADY_RUNNING] when another host holds the folder
  static InstanceLock acquire(Path run, String page) throws HostException, IOException {
    Path note = run.resolve("host");
    FileChannel channel =
        FileChannel.open(
            run.resolve("host.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new HostException(ExitCode.ALREADY_RUNNING, "already running" + who(note));
    }
    String text = ProcessHandle.current().pid() + "\n" + page + "\n";
    Files.writeString(note, text);
    return new InstanceLock(channel, lock, note);
  }

  private static String who(Path note) {
    try {
      var lines = Files.readAllLines(note);
      return lines.size() < 2 ? "" : ": process " + lines.get(0) + ", page " + lines.get(1);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(note);
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot give up the lock in " + note.getParent(), e);
    }
  }
}

package io.oriel.lib.programs;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Waits for the file or socket that a program makes when it is ready. One thread.
public final class FileWait implements AutoCloseable {
  private final Path file;
  private final WatchService events;

  /// Begins to watch; the file's directory is there.
  public FileWait(Path file) throws IOException {
    this.file = file;
    events = file.getFileSystem().newWatchService();
    try {
      file.getParent().register(events, StandardWatchEventKinds.ENTRY_CREATE);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /// Returns when the file is there.
  ///
  /// @param maker the program
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  /// @throws IOException it was not made in time, or the program has ended; the message is what may
  ///   follow the program's name
  public void await(Process maker, long deadlineNanos) throws IOException {
    CompletableFuture<Void> watch = maker.onExit().thenRun(this::close);
    try {
      while (!Files.exists(file)) {
        long left = deadlineNanos - System.nanoTime();
        WatchKey key = left <= 0 ? null : events.poll(left, TimeUnit.NANOSECONDS);
        if (key == null) {
          throw new IOException("was not ready in time");
        }
        key.pollEvents();
        key.reset();
      }
    } catch (ClosedWatchServiceException e) {
      throw new IOException("ended with " + maker.exitValue(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("was being started when this was interrupted", e);
    } finally {
      watch.cancel(false);
    }
  }

  @Override
  public void close() {
    try {
      events.close();
    } catch (IOException _) {
      // it only has to wake the one who waits
    }
  }
}

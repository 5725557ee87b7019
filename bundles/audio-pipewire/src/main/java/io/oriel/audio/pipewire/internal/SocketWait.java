package io.oriel.audio.pipewire.internal;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Waits for the socket that a program makes when it is ready.
final class SocketWait implements AutoCloseable {
  private final Path socket;
  private final WatchService events;

  /// Begins to watch; the socket's directory is there.
  SocketWait(Path socket) throws IOException {
    this.socket = socket;
    events = socket.getFileSystem().newWatchService();
    socket.getParent().register(events, StandardWatchEventKinds.ENTRY_CREATE);
  }

  /// Returns when the socket is there.
  ///
  /// @throws IOException it was not made in time, or the program has ended
  void await(Process maker, long deadlineNanos) throws IOException {
    CompletableFuture<Void> watch = maker.onExit().thenRun(this::close);
    try {
      while (!Files.exists(socket)) {
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

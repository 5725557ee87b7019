package io.oriel.input.uinput.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The `/dev/input/event…` node of a device, through which programs read it.
///
/// devtmpfs makes it with the device; udev, where it runs, gives it its owner a moment later.
final class EventNode {
  /// What became of a node.
  enum State {
    READABLE,
    /// There, and not for this user.
    REFUSED,
    /// There is none.
    ABSENT
  }

  private final Path sys;
  private final Path dev;

  EventNode() {
    this(Path.of("/sys/devices/virtual/input"), Path.of("/dev/input"));
  }

  EventNode(Path sys, Path dev) {
    this.sys = sys;
    this.dev = dev;
  }

  /// Waits until this user can read a device's node. Control thread.
  ///
  /// @param sysName the device's folder, for example `input7`
  State await(String sysName, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    State state = state(sysName);
    if (state == State.READABLE || !Files.isDirectory(dev)) {
      return state;
    }
    try (var watch = dev.getFileSystem().newWatchService()) {
      // a change of owner or mode is told as a modification
      dev.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      for (state = state(sysName); state != State.READABLE; state = state(sysName)) {
        var key = watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key == null) {
          return state;
        }
        key.pollEvents();
        key.reset();
      }
      return state;
    } catch (IOException _) {
      return state(sysName); // the folder cannot be watched
    }
  }

  private State state(String sysName) {
    var node = node(sysName);
    if (node.isEmpty() || !Files.exists(node.get())) {
      return State.ABSENT;
    }
    return Files.isReadable(node.get()) ? State.READABLE : State.REFUSED;
  }

  /// Where the node is, or would be.
  Optional<Path> node(String sysName) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(sys.resolve(sysName), "event*")) {
      for (Path event : found) {
        return Optional.of(dev.resolve(event.getFileName().toString()));
      }
    } catch (IOException _) {
      // not there
    }
    return Optional.empty();
  }
}

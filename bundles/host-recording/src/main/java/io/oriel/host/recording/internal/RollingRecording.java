package io.oriel.host.recording.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/// A recording of the host's own events and of what in the JVM can delay a frame, of which only the
/// newest part is kept. Guarded by its owner.
final class RollingRecording implements AutoCloseable {
  /// Rare ones, and those that say why a frame may have waited.
  private static final List<String> JVM_EVENTS =
      List.of(
          "jdk.JVMInformation",
          "jdk.OSInformation",
          "jdk.CPUInformation",
          "jdk.GarbageCollection",
          "jdk.GCPhasePause",
          "jdk.ZAllocationStall");

  private static final List<String> SLOW_JVM_EVENTS =
      List.of("jdk.ExecuteVMOperation", "jdk.JavaMonitorEnter", "jdk.Compilation");
  private static final Duration SLOW = Duration.ofMillis(5);
  private static final Duration LOAD_PERIOD = Duration.ofSeconds(10);

  private final Recording recording = new Recording();

  /// Starts to record, which takes the JVM about 0.1 s.
  RollingRecording(Duration age, long bytes) {
    // events of the host are on by themselves
    JVM_EVENTS.forEach(name -> recording.enable(name).withoutStackTrace());
    SLOW_JVM_EVENTS.forEach(name -> recording.enable(name).withThreshold(SLOW));
    recording.enable("jdk.CPULoad").withPeriod(LOAD_PERIOD);
    recording.setName("oriel");
    recording.setToDisk(true);
    limits(age, bytes);
    recording.start();
  }

  void limits(Duration age, long bytes) {
    recording.setMaxAge(age);
    recording.setMaxSize(bytes);
  }

  /// Writes what is kept to a new file that only its owner can read.
  ///
  /// @return its size
  long dump(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + " exists; name another file", e);
    }
    try {
      recording.dump(file);
      return Files.size(file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /// For people.
  String state() {
    return "recording since %s, keeping at least the last %d s, up to %d MiB"
        .formatted(
            recording.getStartTime(),
            recording.getMaxAge().toSeconds(),
            recording.getMaxSize() >> 20);
  }

  /// Somebody else may have stopped it, with `jcmd` for instance.
  boolean running() {
    return recording.getState() == RecordingState.RUNNING;
  }

  @Override
  public void close() {
    recording.close();
  }
}

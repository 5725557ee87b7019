package io.oriel.host.recording.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rolling recording as its settings want it, and the shell command `recording`.
///
/// The JVM takes a moment to start its recorder, so that this happens on a virtual thread.
@Component(
    service = Recordings.class,
    immediate = true,
    configurationPid = "io.oriel.host.recording",
    property = {"osgi.command.scope=oriel", "osgi.command.function=recording"})
@Designate(ocd = RecordingSettings.class)
public final class Recordings {
  private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
  static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private RollingRecording recording; // lock; null: off
  private boolean placed; // lock
  private boolean closed; // lock
  private volatile RecordingSettings settings;

  @Activate
  public Recordings(RecordingSettings settings, BundleContext bundle) {
    this(settings, Path.of(bundle.getProperty("oriel.home")).resolve("recordings"));
    Thread.ofVirtual().name("oriel-recording").start(this::apply);
  }

  /// Records nothing before [#apply()].
  Recordings(RecordingSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  @Modified
  void modified(RecordingSettings changed) {
    settings = changed;
    Thread.ofVirtual().name("oriel-recording").start(this::apply);
  }

  /// Starts, changes or stops the recording.
  void apply() {
    lock.lock();
    try {
      var wanted = settings;
      if (recording != null && (!wanted.enabled() || !recording.running())) {
        recording.close();
        recording = null;
      }
      if (wanted.enabled() && !closed) {
        record(Duration.ofSeconds(wanted.max_age_seconds()), (long) wanted.max_size_mib() << 20);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("nothing is recorded: {}", e.toString());
    } finally {
      lock.unlock();
    }
  }

  private void record(Duration age, long bytes) throws IOException {
    if (!placed) {
      Repository.use(folder.resolve("live"));
      placed = true;
    }
    if (recording == null) {
      recording = new RollingRecording(age, bytes);
    } else {
      recording.limits(age, bytes);
    }
  }

  /// The command `recording`.
  public String recording() {
    lock.lock();
    try {
      return recording == null ? off() : recording.state();
    } finally {
      lock.unlock();
    }
  }

  /// The command `recording dump`.
  public String recording(String action) throws IOException {
    String name = "oriel-" + STAMP.format(LocalDateTime.now()) + ".jfr";
    return recording(action, folder.resolve(name).toString());
  }

  /// The command `recording dump FILE`.
  public String recording(String action, String file) throws IOException {
    if (!"dump".equals(action)) {
      throw new IllegalArgumentException(
          "recording cannot " + action + "; it can: recording, recording dump [FILE]");
    }
    Path path = Path.of(file).normalize();
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          file + " is relative, and the host's folder is not yours; name the whole path");
    }
    return dump(path);
  }

  /// Where the host keeps its recordings.
  Path folder() {
    return folder;
  }

  /// Whether there is anything to dump.
  boolean on() {
    lock.lock();
    try {
      return recording != null && recording.running();
    } finally {
      lock.unlock();
    }
  }

  /// Writes what is kept to a new file.
  ///
  /// @return for people: which file, and how large it is
  String dump(Path path) throws IOException {
    lock.lock();
    try {
      if (recording == null) {
        throw new IOException(off());
      }
      if (!recording.running()) {
        throw new IOException("the recording was stopped by somebody else, with jcmd for instance");
      }
      long bytes = recording.dump(path);
      return "%s, %.1f MiB; jfr summary reads it".formatted(path, bytes / (1024.0 * 1024.0));
    } finally {
      lock.unlock();
    }
  }

  private static String off() {
    return "nothing is recorded; set enabled=B\"true\" in etc/io.oriel.host.recording.config";
  }

  @Deactivate
  void close() {
    lock.lock();
    try {
      closed = true;
      if (recording != null) {
        recording.close();
        recording = null;
      }
    } finally {
      lock.unlock();
    }
  }
}

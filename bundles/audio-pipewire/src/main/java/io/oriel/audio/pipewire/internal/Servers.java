package io.oriel.audio.pipewire.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the PipeWire to use, or starts one. Control threads, one at a time.
final class Servers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

  private final Map<String, String> environment;
  private final int uid;
  private final Programs programs;
  private final ReentrantLock lock = new ReentrantLock();
  // One name for all that are started: programs that outlive one find the next.
  private final String id =
      "sound-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
  private OwnServer own; // guarded by lock

  /// @param environment the host's
  /// @param uid the host's user
  Servers(Map<String, String> environment, int uid, Programs programs) {
    this.environment = Map.copyOf(environment);
    this.uid = uid;
    this.programs = programs;
  }

  /// A PipeWire that serves.
  SoundServer get(Settings settings) throws BackendException {
    lock.lock();
    try {
      if (own != null && !own.isAlive()) {
        own.close();
        own = null;
      }
      if (settings.server().equals("running") || (own == null && mayRun(settings))) {
        Optional<RunningServer> running = RunningServer.of(environment, uid);
        Optional<String> problem =
            running.isEmpty()
                ? Optional.of("XDG_RUNTIME_DIR is no absolute path")
                : running.get().problem();
        if (problem.isEmpty()) {
          return running.get().server();
        }
        if (settings.server().equals("running")) {
          throw new BackendException(
              BackendException.Kind.FAILED,
              problem.get()
                  + "; start it, or set 'server' in io.oriel.audio.pipewire to auto, which starts"
                  + " an own one");
        }
        LOG.info("{}: starting an own one", problem.get());
      }
      if (own == null) {
        own = start(settings);
      }
      return own.server();
    } finally {
      lock.unlock();
    }
  }

  /// Whether the host started it.
  boolean isOwn(SoundServer server) {
    lock.lock();
    try {
      return own != null && own.server().equals(server);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (own != null) {
        own.close();
        own = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Desktops of a host that is root run as another user, who may not connect to root's servers.
  private boolean mayRun(Settings settings) {
    return settings.server().equals("auto") && uid != 0;
  }

  private OwnServer start(Settings settings) throws BackendException {
    try {
      Account account =
          Account.choose(Account.hostUid(), settings.user(), Account.PASSWD)
              .orElseThrow(
                  () ->
                      new IOException(
                          "the host runs as root, and there is no ordinary user '"
                              + settings.user()
                              + "' for its PipeWire; set 'user' in io.oriel.audio.pipewire to the"
                              + " one desktops run as"));
      long start = System.nanoTime();
      var started =
          OwnServer.start(id, account, programs, Duration.ofMillis(settings.open_timeout_ms()));
      LOG.info("PipeWire is up after {} ms", (System.nanoTime() - start) / 1_000_000);
      return started;
    } catch (IOException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "cannot start PipeWire: " + e.getMessage(), e);
    }
  }
}

package io.oriel.lib.desktop;

import io.oriel.api.backend.BackendException;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.HostDeathGuard;
import io.oriel.lib.programs.RunDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a desktop that the host starts stands on: an id, a user, a runtime directory, a log, and
/// the certainty that all its processes end with it, also when the host is killed. Any thread.
///
/// A process belongs to it by the variable [DisplayProcesses#VARIABLE], which
/// [DesktopEnvironment#of] sets.
public final class PrivateDesktop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateDesktop.class);
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private final String id;
  private final Account account;
  private final RunDirectory directory;
  private final HostDeathGuard guard;
  private final DisplayLog log;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PrivateDesktop(
      String id, Account account, RunDirectory directory, HostDeathGuard guard, DisplayLog log) {
    this.id = id;
    this.account = account;
    this.directory = directory;
    this.guard = guard;
    this.log = log;
  }

  /// Makes an empty one.
  ///
  /// @param kind what its id begins with: `sway`, `mutter`
  public static PrivateDesktop create(String kind, Account account) throws BackendException {
    String id = kind + "-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
    RunDirectory directory;
    try {
      directory = RunDirectory.create(id, account);
    } catch (IOException e) {
      throw failed("cannot make a directory for the display: ", e);
    }
    HostDeathGuard guard = null;
    try {
      guard = HostDeathGuard.start(DisplayProcesses.of(id), directory);
      return new PrivateDesktop(id, account, directory, guard, DisplayLog.create(id));
    } catch (IOException e) {
      release(id, directory, guard);
      throw failed("cannot start a desktop: ", e);
    }
  }

  /// Unique among the displays of this machine.
  public String id() {
    return id;
  }

  /// Whom it runs as.
  public Account account() {
    return account;
  }

  /// Its `XDG_RUNTIME_DIR`, the host's own until [RunDirectory#give].
  public RunDirectory directory() {
    return directory;
  }

  /// Where its programs write.
  public DisplayLog log() {
    return log;
  }

  /// Ends every process of it and removes its directory, whoever still writes there. A second call
  /// does nothing.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release(id, directory, guard);
    }
  }

  private static void release(String id, RunDirectory directory, HostDeathGuard guard) {
    int left = DisplayProcesses.of(id).end(PATIENCE);
    if (left > 0) {
      LOG.warn("{} processes of display {} could not be ended", left, id);
    }
    if (guard != null) {
      guard.close();
    }
    try {
      directory.delete();
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", directory.path(), e.toString());
    }
  }

  private static BackendException failed(String what, IOException e) {
    return new BackendException(BackendException.Kind.FAILED, what + e.getMessage(), e);
  }
}

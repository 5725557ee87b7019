package io.oriel.lib.pipewire.server;

import io.oriel.api.backend.BackendException;
import io.oriel.lib.pipewire.server.PipeWireWish.Choice;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the PipeWire to use, or starts one: the same for all bundles whose programs run as the
/// same user, so that a picture and its sound pass one server. Control threads, one at a time.
@Component(service = PipeWireServers.class)
public final class PipeWireServers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PipeWireServers.class);

  private final Map<String, String> environment;
  private final int uid;
  private final Programs programs;
  private final ReentrantLock lock = new ReentrantLock();
  // By user, guarded by lock. One id for all that are started for a user: programs that outlive one
  // find the next.
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, OwnServer> own = new HashMap<>();
  private final Map<OwnServer, Integer> leases = new HashMap<>(); // guarded by lock

  /// Of this host.
  @Activate
  public PipeWireServers() {
    this(System.getenv(), Account.hostUid(), Programs.ofHost());
  }

  /// @param environment the host's
  /// @param uid the host's user
  /// @param programs where the servers are looked for
  public PipeWireServers(Map<String, String> environment, int uid, Programs programs) {
    this.environment = Map.copyOf(environment);
    this.uid = uid;
    this.programs = programs;
  }

  /// A PipeWire that serves, with a session manager where programs have to be heard.
  ///
  /// Blocks while one starts.
  ///
  /// @throws BackendException none runs as wished, or none can be started; the message names the
  ///   remedy
  public PipeWireLease lease(PipeWireWish wish) throws BackendException {
    lock.lock();
    try {
      String user = uid == 0 ? wish.user() : "";
      OwnServer mine = own.get(user);
      if (mine != null && !mine.isAlive()) {
        drop(mine);
        mine = null;
      }
      if (wish.choice() == Choice.RUNNING || (mine == null && mayRun(wish))) {
        Optional<RunningServer> running = RunningServer.of(environment, uid);
        Optional<String> problem =
            running.isEmpty()
                ? Optional.of("XDG_RUNTIME_DIR is no absolute path")
                : running.get().problem(wish.sound());
        if (problem.isEmpty()) {
          return new PipeWireLease(this, running.get().server(), null);
        }
        if (wish.choice() == Choice.RUNNING) {
          throw new BackendException(
              BackendException.Kind.FAILED,
              problem.get()
                  + (wish.sound()
                      ? "; start it, or set 'server' in "
                          + wish.pid()
                          + " to auto, which starts an own one"
                      : "; start it: systemctl --user start pipewire"));
        }
        LOG.info("{}: starting an own one", problem.get());
      }
      if (mine == null) {
        mine = start(user, wish);
        own.put(user, mine);
      }
      return counted(mine);
    } finally {
      lock.unlock();
    }
  }

  /// Another lease of what is leased already.
  PipeWireLease again(Server server, OwnServer of) {
    lock.lock();
    try {
      return of == null ? new PipeWireLease(this, server, null) : counted(of);
    } finally {
      lock.unlock();
    }
  }

  void release(OwnServer of) {
    lock.lock();
    try {
      Integer left = leases.computeIfPresent(of, (_, n) -> n - 1);
      if (left != null && left == 0) {
        drop(of);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends those that were started, whoever still has a lease.
  @Deactivate
  @Override
  public void close() {
    lock.lock();
    try {
      List.copyOf(own.values()).forEach(this::drop);
    } finally {
      lock.unlock();
    }
  }

  private PipeWireLease counted(OwnServer of) {
    leases.merge(of, 1, Integer::sum);
    return new PipeWireLease(this, of.server(), of);
  }

  private void drop(OwnServer of) {
    leases.remove(of);
    own.values().remove(of);
    of.close();
  }

  /// Desktops of a host that is root run as another user, who may not connect to root's servers.
  private boolean mayRun(PipeWireWish wish) {
    return wish.choice() == Choice.AUTO && uid != 0;
  }

  private OwnServer start(String user, PipeWireWish wish) throws BackendException {
    try {
      Account account =
          Account.choose(Account.hostUid(), wish.user(), Account.PASSWD)
              .orElseThrow(
                  () ->
                      new IOException(
                          "the host runs as root, and there is no ordinary user '"
                              + wish.user()
                              + "' for its PipeWire; set 'user' in "
                              + wish.pid()
                              + " to the one desktops run as"));
      String id =
          ids.computeIfAbsent(
              user,
              _ -> "sound-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6));
      long start = System.nanoTime();
      var started = OwnServer.start(id, account, programs, wish.within());
      LOG.info("PipeWire is up after {} ms", (System.nanoTime() - start) / 1_000_000);
      return started;
    } catch (IOException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "cannot start PipeWire: " + e.getMessage(), e);
    }
  }
}

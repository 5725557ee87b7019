package io.oriel.lib.pipewire.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// A PipeWire that serves, for as long as this is held: one that the host started ends with the
/// last lease. Any thread.
public final class PipeWireLease implements AutoCloseable {
  private final PipeWireServers servers;
  private final Server server;
  private final OwnServer own; // null: the session's
  private final AtomicBoolean closed = new AtomicBoolean();

  PipeWireLease(PipeWireServers servers, Server server, OwnServer own) {
    this.servers = servers;
    this.server = server;
    this.own = own;
  }

  /// The directory of its socket, what `PIPEWIRE_RUNTIME_DIR` says.
  public Path directory() {
    return server.directory();
  }

  /// PipeWire's socket. An own one's is reached by root and by the user it runs as.
  public Path socket() {
    return server.socket();
  }

  /// The socket of its PulseAudio server. Of a session's PipeWire it may be missing where no sound
  /// was wished.
  public Path pulse() {
    return server.pulse();
  }

  /// Whether the host started it: without hardware, heard and seen by nobody but clients.
  public boolean own() {
    return own != null;
  }

  /// Whether it still runs, as far as the host knows: of the session's own it does not.
  public boolean isAlive() {
    return own == null || own.isAlive();
  }

  /// The variables by which programs find it: `PIPEWIRE_RUNTIME_DIR`, `PIPEWIRE_REMOTE`,
  /// `PULSE_SERVER`.
  public Map<String, String> environment() {
    return Map.of(
        "PIPEWIRE_RUNTIME_DIR",
        server.directory().toString(),
        "PIPEWIRE_REMOTE",
        Server.SOCKET,
        "PULSE_SERVER",
        "unix:" + server.pulse());
  }

  /// Another lease of the same one, to be closed on its own.
  ///
  /// @throws IllegalStateException this one is closed
  public PipeWireLease share() {
    if (closed.get()) {
      throw new IllegalStateException("the lease is closed");
    }
    return servers.again(server, own);
  }

  /// Lets go. A second call does nothing.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && own != null) {
      servers.release(own);
    }
  }
}

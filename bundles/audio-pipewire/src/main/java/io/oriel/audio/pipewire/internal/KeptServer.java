package io.oriel.audio.pipewire.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.lib.pipewire.server.PipeWireLease;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.pipewire.server.PipeWireWish;
import io.oriel.lib.pipewire.server.PipeWireWish.Choice;
import java.time.Duration;

/// The PipeWire that settings ask for. One that the host started is kept between sessions: programs
/// of a kept desktop still use it. Any thread.
final class KeptServer implements AutoCloseable {
  private final PipeWireServers servers;
  private PipeWireLease kept; // guarded by this

  KeptServer(PipeWireServers servers) {
    this.servers = servers;
  }

  /// The caller owns the result.
  PipeWireLease lease(Settings settings) throws BackendException {
    Choice choice =
        switch (settings.server()) {
          case "running" -> Choice.RUNNING;
          case "own" -> Choice.OWN;
          default -> Choice.AUTO;
        };
    PipeWireLease lease =
        servers.lease(
            new PipeWireWish(
                choice,
                true,
                settings.user(),
                Duration.ofMillis(settings.open_timeout_ms()),
                "io.oriel.audio.pipewire"));
    keep(lease.share());
    return lease;
  }

  @Override
  public void close() {
    keep(null);
  }

  private synchronized void keep(PipeWireLease lease) {
    if (kept != null) {
      kept.close();
    }
    kept = lease;
  }
}

package io.oriel.media.pipewire.testing;

import io.oriel.media.pipewire.ConnectionListener;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.PipeWireException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds nodes of a daemon.
public final class Nodes {
  private Nodes() {}

  /// Waits for the node of a `node.name`.
  public static Global named(String name, Path socket, Duration within) throws PipeWireException {
    var found = new CompletableFuture<Global>();
    var listener =
        new ConnectionListener() {
          @Override
          public void appeared(Global global) {
            if (global.property("node.name").filter(name::equals).isPresent()) {
              found.complete(global);
            }
          }

          @Override
          public void lost(String why) {
            found.completeExceptionally(new PipeWireException(why));
          }
        };
    try (var _ = PipeWireConnection.open("oriel-pw-find", socket, listener)) {
      return found.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new PipeWireException("no node " + name + " appears", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipeWireException("interrupted while waiting for node " + name, e);
    }
  }
}

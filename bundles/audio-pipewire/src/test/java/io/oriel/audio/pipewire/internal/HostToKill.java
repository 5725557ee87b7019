package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.lib.pipewire.server.PipeWireServers;
import io.oriel.lib.programs.Programs;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A process that opens a sink, prints where its PipeWire is and waits to be killed.
final class HostToKill {
  private HostToKill() {}

  /// @param arguments `XDG_RUNTIME_DIR` of a PipeWire whose programs it hears; none: of its own
  public static void main(String[] arguments) throws Exception {
    boolean own = arguments.length == 0;
    var sinks =
        new PipeWireSinks(
            Fixture.settings(Map.of("server", own ? "own" : "running")),
            own
                ? new PipeWireServers()
                : new PipeWireServers(
                    Map.of("XDG_RUNTIME_DIR", arguments[0]), 1000, Programs.ofHost()));
    var request = new AudioProvider.Request("oriel-dead", 2, false);
    var sink = sinks.openSink(request, new Fixture.Health());
    sink.gather(!own);
    System.out.println(sink.environment().get("PIPEWIRE_RUNTIME_DIR"));
    new CountDownLatch(1).await();
  }
}

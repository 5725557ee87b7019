package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.lib.pipewire.server.PipeWireServers;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A process that opens a sink, prints where its PipeWire is and waits to be killed.
final class HostToKill {
  private HostToKill() {}

  public static void main(String[] arguments) throws Exception {
    var sinks = new PipeWireSinks(Fixture.settings(Map.of("server", "own")), new PipeWireServers());
    var request = new AudioProvider.Request("oriel-dead", 2, false);
    var sink = sinks.openSink(request, new Fixture.Health());
    System.out.println(sink.environment().get("PIPEWIRE_RUNTIME_DIR"));
    new CountDownLatch(1).await();
  }
}

package io.oriel.audio.pipewire.internal;

import io.oriel.media.pipewire.AudioCapture;
import io.oriel.media.pipewire.AudioCaptureRequest;
import io.oriel.media.pipewire.ConnectionListener;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.LocalModule;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.RemoteNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the nodes of one sink, through a connection of its own.
final class SinkNodes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkNodes.class);

  static final int RATE_HZ = 48_000;

  private final Map<Integer, Global> nodes = new ConcurrentHashMap<>();
  private final String name;
  private final Consumer<String> lost;
  private final PipeWireConnection connection;

  /// Connects.
  ///
  /// @param lost told once when PipeWire or the sink goes away; any thread
  SinkNodes(Path socket, String name, Consumer<String> lost) throws PipeWireException {
    this.name = name;
    this.lost = lost;
    connection =
        PipeWireConnection.open(
            threadName(name),
            socket,
            new ConnectionListener() {
              @Override
              public void appeared(Global global) {
                if (global.type().equals(Global.NODE)) {
                  nodes.put(global.id(), global);
                }
              }

              @Override
              public void vanished(int id) {
                nodes.remove(id);
              }

              @Override
              public void lost(String why) {
                lost.accept(why);
              }
            });
  }

  /// A sink that plays to nobody.
  RemoteNode sink(Layout layout, Duration within) throws PipeWireException {
    RemoteNode node =
        connection.createNode(
            "adapter",
            Map.ofEntries(
                Map.entry("factory.name", "support.null-audio-sink"),
                Map.entry("media.class", "Audio/Sink"),
                Map.entry("node.name", name),
                Map.entry("node.description", "Oriel (" + name + ")"),
                Map.entry("node.virtual", "true"),
                Map.entry("audio.rate", Integer.toString(RATE_HZ)),
                Map.entry("audio.position", layout.text()),
                // The sink's own volume, which the streamed desktop shows, is what the client
                // hears.
                Map.entry("monitor.channel-volumes", "true"),
                // Programs outside of sessions rather play to any other sink.
                Map.entry("priority.session", "1"),
                Map.entry("session.suspend-timeout-seconds", "0")),
            within,
            () -> lost.accept("somebody removed the sink " + name));
    try {
      connection.sync(within); // its number of the registry is known then
      return node;
    } catch (PipeWireException e) {
      node.close();
      throw e;
    }
  }

  /// Takes a sink away; returns when it is gone, also because PipeWire is.
  ///
  /// @param sink `null`: none was made
  void remove(RemoteNode sink, Duration within) {
    if (sink == null) {
      return;
    }
    sink.close();
    try {
      connection.sync(within);
    } catch (PipeWireException e) {
      LOG.debug("the sink {} went with PipeWire: {}", name, e.getMessage());
    }
  }

  /// Captures what a sink plays.
  ///
  /// @param force whether PipeWire's cycles shall be as long as a packet
  AudioCapture capture(
      RemoteNode sink, Layout layout, int framesPerPacket, boolean force, Duration within)
      throws PipeWireException {
    var properties = new HashMap<String, String>();
    properties.put("media.type", "Audio");
    properties.put("media.category", "Capture");
    properties.put("media.role", "Production");
    properties.put("node.name", name + "-capture");
    properties.put("target.object", serial(sink));
    properties.put("stream.capture.sink", "true");
    properties.put("stream.dont-remix", "true");
    properties.put("node.dont-fallback", "true"); // never a microphone instead
    properties.put("node.dont-reconnect", "true");
    properties.put("state.restore-props", "false");
    properties.put("state.restore-target", "false");
    properties.put("node.latency", framesPerPacket + "/" + RATE_HZ);
    if (force) {
      properties.put("node.force-quantum", Integer.toString(framesPerPacket));
    }
    return connection.captureAudio(
        new AudioCaptureRequest("Oriel", properties, RATE_HZ, layout.positions(), framesPerPacket),
        within);
  }

  /// Plays what a sink plays on the host's default sink as well.
  LocalModule hostPlayback(RemoteNode sink, Layout layout, Duration within)
      throws PipeWireException {
    return connection.loadModule(
        "libpipewire-module-loopback",
        """
        {
          node.description = "Oriel on this host"
          audio.position = %s
          capture.props = {
            node.name = "%s-host-in"
            target.object = "%s"
            stream.capture.sink = true
            stream.dont-remix = true
            node.dont-reconnect = true
            node.dont-fallback = true
          }
          playback.props = {
            node.name = "%s-host-out"
            state.restore-props = false
            state.restore-target = false
          }
        }
        """
            .formatted(layout.text(), name, serial(sink), name),
        within);
  }

  @Override
  public void close() {
    connection.close();
  }

  /// A number that is never used again, unlike its id.
  private String serial(RemoteNode node) throws PipeWireException {
    Global global = nodes.get(node.id());
    if (global == null) {
      throw new PipeWireException("the sink " + name + " is gone");
    }
    return global.property("object.serial").orElse(name);
  }

  /// The kernel shows 15 characters: `oriel-pw-7f3a`.
  private static String threadName(String name) {
    return "oriel-pw-" + name.substring(Math.max(0, name.length() - 4));
  }
}

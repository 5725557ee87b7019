package io.oriel.audio.pipewire.internal;

import io.oriel.media.pipewire.AudioCapture;
import io.oriel.media.pipewire.AudioCaptureRequest;
import io.oriel.media.pipewire.AudioPosition;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.LocalModule;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.RemoteNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the nodes of one sink, through a connection of its own.
final class SinkNodes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkNodes.class);

  static final int RATE_HZ = 48_000;

  private static final String SINK = "Audio/Sink";
  // WirePlumber's own, which it takes away as soon as there is another.
  private static final String FALLBACK = "auto_null";

  private final Path socket;
  private final String name;
  private final Consumer<String> lost;
  private final Registry registry;
  private final PipeWireConnection connection;
  private boolean hasSilence; // control threads, one at a time

  /// Connects.
  ///
  /// @param lost told once when PipeWire or the sink goes away; any thread
  SinkNodes(Path socket, String name, Consumer<String> lost) throws PipeWireException {
    this.socket = socket;
    this.name = name;
    this.lost = lost;
    registry = new Registry(lost);
    connection = PipeWireConnection.open(threadName(name), socket, registry);
  }

  /// A sink that plays to nobody. Programs started from now on find it.
  RemoteNode sink(Layout layout, Duration within) throws PipeWireException {
    leaveDefault(within);
    RemoteNode node =
        node(
            name,
            "Oriel (" + name + ")",
            layout,
            1,
            within,
            () -> lost.accept("somebody removed the sink " + name));
    try {
      awaitPorts(node, 2 * layout.channels(), within);
      return node;
    } catch (PipeWireException e) {
      node.close();
      throw e;
    }
  }

  /// Moves the programs that play into one sink to another.
  void move(RemoteNode from, RemoteNode to, Duration within) throws PipeWireException {
    new PlayingPrograms(connection, registry).move(from, to, serial(to), within);
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

  /// Makes this sink the one that programs play to which ask for none.
  ///
  /// @return name of the sink that was in use before
  Optional<String> takeDefault(DefaultSinks defaults) throws PipeWireException {
    return defaults.take(socket, connection, registry, name);
  }

  /// The user's own is it again, or another client's.
  void giveDefaultBack(DefaultSinks defaults) {
    defaults.giveBack(socket, connection, registry, name);
  }

  /// Plays what a sink plays on the host's speakers as well.
  ///
  /// @param speakers a sink's name; empty: the host's default sink
  LocalModule hostPlayback(
      RemoteNode sink, Layout layout, Optional<String> speakers, Duration within)
      throws PipeWireException {
    return connection.loadModule(
        "libpipewire-module-loopback",
        """
        {
          remote.name = "%s"
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
            %s
            state.restore-props = false
            state.restore-target = false
          }
        }
        """
            .formatted(
                socket,
                layout.text(),
                name,
                serial(sink),
                name,
                speakers.map(s -> "target.object = \"" + s + "\"").orElse("")),
        within);
  }

  /// WirePlumber makes the ports, one to play to and one to listen at for each channel, when it has
  /// noticed the node. If another sink of the same name went before that, it would move programs
  /// to the default sink, for good.
  private void awaitPorts(RemoteNode node, int count, Duration within) throws PipeWireException {
    String id = Integer.toString(node.id());
    registry.await(
        all ->
            all.stream()
                    .filter(g -> g.type().equals(Global.PORT))
                    .filter(g -> g.property("node.id").filter(id::equals).isPresent())
                    .count()
                >= count,
        within,
        "the ports of the sink " + name);
  }

  /// Keeps the sink from being the default one where there is no other: WirePlumber forgets what
  /// a program asked for once it has played to the default, and moves it to the next default when
  /// its sink changes, which would be another client's.
  private void leaveDefault(Duration within) throws PipeWireException {
    boolean other =
        registry.all(Global.NODE).stream()
            .filter(n -> n.property("media.class").filter(SINK::equals).isPresent())
            .map(n -> n.property("node.name").orElse(""))
            .anyMatch(n -> !n.startsWith("oriel-") && !n.equals(FALLBACK));
    if (!other && !hasSilence) {
      node(
          name + "-else",
          "Nobody hears this",
          new Layout(List.of(AudioPosition.FL, AudioPosition.FR)),
          2,
          within,
          () -> {});
      hasSilence = true;
    }
  }

  private RemoteNode node(
      String nodeName,
      String description,
      Layout layout,
      int priority,
      Duration within,
      Runnable removed)
      throws PipeWireException {
    return connection.createNode(
        "adapter",
        Map.ofEntries(
            Map.entry("factory.name", "support.null-audio-sink"),
            Map.entry("media.class", SINK),
            Map.entry("node.name", nodeName),
            Map.entry("node.description", description),
            Map.entry("node.virtual", "true"),
            Map.entry("audio.rate", Integer.toString(RATE_HZ)),
            Map.entry("audio.position", layout.text()),
            // The sink's own volume, which the streamed desktop shows, is what the client hears.
            Map.entry("monitor.channel-volumes", "true"),
            Map.entry("priority.session", Integer.toString(priority)),
            Map.entry("session.suspend-timeout-seconds", "0")),
        within,
        removed);
  }

  @Override
  public void close() {
    connection.close();
  }

  /// A number that is never used again, unlike its id.
  private String serial(RemoteNode node) throws PipeWireException {
    return registry
        .get(node.id())
        .flatMap(global -> global.property("object.serial"))
        .orElseThrow(() -> new PipeWireException("the sink " + name + " is gone"));
  }

  /// The kernel shows 15 characters: `oriel-pw-7f3a`.
  private static String threadName(String name) {
    return "oriel-pw-" + name.substring(Math.max(0, name.length() - 4));
  }
}

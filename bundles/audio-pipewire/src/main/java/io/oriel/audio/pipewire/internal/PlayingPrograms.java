package io.oriel.audio.pipewire.internal;

import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.Metadata;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.RemoteNode;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves the programs that play into one sink to another. Control threads, one at a time.
///
/// WirePlumber does so by itself when a sink goes and another of its name is there, but not always:
/// 0.4 left some of the programs behind that speak PipeWire themselves. It is asked for each
/// program instead, while both sinks are there.
final class PlayingPrograms {
  private static final Logger LOG = LoggerFactory.getLogger(PlayingPrograms.class);
  private static final String PLAYBACK = "Stream/Output/Audio";
  private static final Duration MOVED_WITHIN = Duration.ofSeconds(2);

  private final PipeWireConnection connection;
  private final Registry registry;

  PlayingPrograms(PipeWireConnection connection, Registry registry) {
    this.connection = connection;
    this.registry = registry;
  }

  /// Moves them; returns when they play into the other sink. What does not move in time is left
  /// where it is.
  ///
  /// @param serial of the sink `to`
  void move(RemoteNode from, RemoteNode to, String serial, Duration within)
      throws PipeWireException {
    Set<Integer> programs = into(from);
    var settings =
        registry.all(Global.METADATA).stream()
            .filter(
                global -> global.property("metadata.name").filter("default"::equals).isPresent())
            .findFirst();
    if (programs.isEmpty() || settings.isEmpty()) {
      return;
    }
    try (Metadata metadata = connection.metadata(settings.get().id(), within)) {
      for (int program : programs) {
        metadata.set(program, "target.object", "Spa:Id", serial, within);
      }
      registry.await(
          all -> links(all, to).containsAll(alive(all, programs)),
          MOVED_WITHIN,
          "the move of " + programs.size() + " programs");
    } catch (PipeWireException e) {
      LOG.info("A program may stay silent until it plays anew: {}", e.getMessage());
    }
  }

  /// The streams of programs that play into a sink.
  private Set<Integer> into(RemoteNode sink) {
    Set<Integer> playing =
        registry.all(Global.NODE).stream()
            .filter(node -> node.property("media.class").filter(PLAYBACK::equals).isPresent())
            .map(Global::id)
            .collect(Collectors.toCollection(TreeSet::new));
    playing.retainAll(links(registry.all(Global.LINK), sink));
    return playing;
  }

  /// What is linked to a sink's inputs.
  private static Set<Integer> links(Collection<Global> objects, RemoteNode sink) {
    String id = Integer.toString(sink.id());
    return objects.stream()
        .filter(object -> object.type().equals(Global.LINK))
        .filter(link -> link.property("link.input.node").filter(id::equals).isPresent())
        .flatMap(link -> link.property("link.output.node").stream())
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  private static Set<Integer> alive(Collection<Global> objects, Set<Integer> nodes) {
    return objects.stream().map(Global::id).filter(nodes::contains).collect(Collectors.toSet());
  }
}

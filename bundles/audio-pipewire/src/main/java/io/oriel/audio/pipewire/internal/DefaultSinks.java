package io.oriel.audio.pipewire.internal;

import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.Metadata;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.PipeWireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sink that programs play to which ask for none: the user's, and a client's while the client
/// shall hear the user's desktop. Control threads, one at a time.
///
/// WirePlumber keeps the user's choice in the metadata `default`, and on disk: it is journalled
/// before it is changed, and a choice that the user makes meanwhile stays.
final class DefaultSinks {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultSinks.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  // WirePlumber: what was chosen, and what that makes of it
  private static final String CHOSEN = "default.configured.audio.sink";
  private static final String IN_USE = "default.audio.sink";
  private static final String JSON = "Spa:String:JSON";
  private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]*)\"");

  /// What was before.
  ///
  /// @param chosen the user's choice, as metadata have it; empty: none
  /// @param speakers name of the sink in use; empty: none
  private record Before(String chosen, String speakers) {
    String text() {
      return speakers + "\n" + chosen;
    }

    static Before parse(String text) {
      int end = Math.max(0, text.indexOf('\n'));
      return new Before(text.substring(end).strip(), text.substring(0, end));
    }
  }

  private final LayoutJournal journal;
  private final Map<Path, Before> before = new HashMap<>(); // `this` lock, as all below
  private final Map<Path, List<String>> takers = new HashMap<>();

  /// @param journal of sound alone
  DefaultSinks(LayoutJournal journal) {
    this.journal = journal;
  }

  /// Makes a client's sink the default one.
  ///
  /// @return name of the sink that was in use before: the user's speakers
  synchronized Optional<String> take(
      Path socket, PipeWireConnection connection, Registry registry, String sink)
      throws PipeWireException {
    recover(socket);
    try (Metadata metadata = metadata(connection, registry)) {
      if (!before.containsKey(socket)) {
        var now =
            new Before(
                metadata.value(0, CHOSEN).orElse(""),
                // Where there are no speakers a client's sink is in use already.
                metadata
                    .value(0, IN_USE)
                    .flatMap(DefaultSinks::name)
                    .filter(s -> !client(s))
                    .orElse(""));
        journal.write(socket.toString(), now.text());
        before.put(socket, now);
      }
      // Before it is one of the takers: who fails here is never asked to give anything back.
      metadata.set(0, CHOSEN, JSON, json(sink), PATIENCE);
      List<String> all = takers.computeIfAbsent(socket, _ -> new ArrayList<>());
      all.remove(sink);
      all.add(sink);
      return Optional.of(before.get(socket).speakers()).filter(s -> !s.isEmpty());
    } catch (PipeWireException e) {
      throw e;
    } catch (IOException e) {
      throw new PipeWireException(
          "the user's default sink cannot be remembered: " + e.getMessage(), e);
    }
  }

  /// A client's sink shall not be the default one any more: another client's is, or the user's.
  /// Without PipeWire it is done when the host starts again.
  synchronized void giveBack(
      Path socket, PipeWireConnection connection, Registry registry, String sink) {
    List<String> all = takers.getOrDefault(socket, List.of());
    if (!all.remove(sink)) {
      return;
    }
    try (Metadata metadata = metadata(connection, registry)) {
      if (!all.isEmpty()) {
        metadata.set(0, CHOSEN, JSON, json(all.getLast()), PATIENCE);
        return;
      }
      restore(metadata, before.get(socket), sink);
      connection.sync(PATIENCE);
      journal.delete(socket.toString());
    } catch (IOException e) {
      LOG.warn("The user's default sink is not given back yet: {}", e.getMessage());
    } finally {
      if (all.isEmpty()) {
        takers.remove(socket);
        before.remove(socket);
      }
    }
  }

  /// Gives back what a host that was killed took, where PipeWire runs.
  synchronized void recover() {
    journal.left().forEach(entry -> recover(Path.of(entry.desktop())));
  }

  private void recover(Path socket) {
    if (before.containsKey(socket) || !Files.exists(socket)) {
      return;
    }
    for (LayoutJournal.Entry entry : journal.left()) {
      if (entry.desktop().equals(socket.toString())) {
        var registry = new Registry(_ -> {});
        try (var connection = PipeWireConnection.open("oriel-pw-back", socket, registry);
            Metadata metadata = metadata(connection, registry)) {
          restore(metadata, Before.parse(entry.layout()), null);
          connection.sync(PATIENCE);
          journal.delete(entry.desktop());
        } catch (IOException e) {
          LOG.warn("The user's default sink is not given back yet: {}", e.getMessage());
        }
      }
    }
  }

  /// @param sink which one of ours is chosen; `null`: any
  private static void restore(Metadata metadata, Before was, String sink) throws PipeWireException {
    Optional<String> now = metadata.value(0, CHOSEN).flatMap(DefaultSinks::name);
    boolean ours = now.filter(n -> sink == null ? client(n) : n.equals(sink)).isPresent();
    if (!ours) {
      return; // the user chose another meanwhile
    }
    if (!was.chosen().isEmpty()) {
      metadata.set(0, CHOSEN, JSON, was.chosen(), PATIENCE);
      return;
    }
    // WirePlumber goes on with the last choice when it is taken back.
    if (!was.speakers().isEmpty()) {
      metadata.set(0, CHOSEN, JSON, json(was.speakers()), PATIENCE);
    }
    metadata.remove(0, CHOSEN, PATIENCE);
  }

  private static Metadata metadata(PipeWireConnection connection, Registry registry)
      throws PipeWireException {
    registry.await(
        all -> all.stream().anyMatch(DefaultSinks::isDefault), PATIENCE, "WirePlumber's metadata");
    int id =
        registry.all(Global.METADATA).stream()
            .filter(DefaultSinks::isDefault)
            .findFirst()
            .orElseThrow(() -> new PipeWireException("WirePlumber is gone"))
            .id();
    Metadata metadata = connection.metadata(id, PATIENCE);
    try {
      connection.sync(PATIENCE);
      return metadata;
    } catch (PipeWireException e) {
      metadata.close();
      throw e;
    }
  }

  private static boolean isDefault(Global global) {
    return global.type().equals(Global.METADATA)
        && global.property("metadata.name").filter("default"::equals).isPresent();
  }

  private static boolean client(String sink) {
    return sink.startsWith("oriel-");
  }

  private static String json(String sink) {
    return "{ \"name\": \"" + sink + "\" }";
  }

  private static Optional<String> name(String json) {
    Matcher found = NAME.matcher(json);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}

package io.oriel.transport.gamestream.internal.stream;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The streams that were announced and have not ended. Any thread.
public final class GameStreams {
  private final Map<String, GameStream> byPayload = new ConcurrentHashMap<>();

  /// Adds a stream, or replaces the one of the same launch.
  ///
  /// @return `false`: that launch streams already
  public boolean add(GameStream stream) {
    byPayload.values().removeIf(GameStream::over);
    GameStream kept =
        byPayload.merge(
            stream.record().pingPayload(),
            stream,
            (old, fresh) -> old.control() == null ? fresh : old);
    if (kept != stream) {
      return false;
    }
    stream.session().ended().whenComplete((_, _) -> remove(stream));
    return true;
  }

  private void remove(GameStream stream) {
    byPayload.remove(stream.record().pingPayload(), stream);
  }

  /// The stream whose pings carry this text.
  public Optional<GameStream> byPayload(String payload) {
    return Optional.ofNullable(byPayload.get(payload));
  }

  /// The stream with this ENet connect data.
  public Optional<GameStream> byConnectId(int connectId) {
    return byPayload.values().stream().filter(s -> s.record().connectId() == connectId).findFirst();
  }

  /// The only stream of an address whose client does not send ping payloads.
  public Optional<GameStream> withoutPayload(InetAddress from) {
    var matching =
        byPayload.values().stream()
            .filter(s -> !s.announcement().pingPayload() && s.record().remote().equals(from))
            .limit(2)
            .toList();
    return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
  }

  public Collection<GameStream> all() {
    return byPayload.values();
  }
}

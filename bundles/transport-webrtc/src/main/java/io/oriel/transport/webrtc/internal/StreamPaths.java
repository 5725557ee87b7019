package io.oriel.transport.webrtc.internal;

import io.oriel.lib.browser.BrowserPath;
import io.oriel.lib.browser.BrowserPeer;
import io.oriel.media.webrtc.BusyException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The pages that are connected, by the names of their connections. Any thread.
final class StreamPaths {
  private static final int MOST = 256;

  private final Map<String, StreamPath> paths = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Function<BrowserPath, BrowserPeer> connect;

  /// @param connect tells of a page that has come
  StreamPaths(Function<BrowserPath, BrowserPeer> connect) {
    this.connect = connect;
  }

  /// A page has opened a WebSocket.
  ///
  /// @param with makes its path, given the name
  /// @throws BusyException there are too many
  StreamPath add(Function<String, StreamPath> with) throws BusyException {
    if (paths.size() >= MOST) {
      throw new BusyException("the host has " + MOST + " pages already");
    }
    byte[] raw = new byte[16];
    random.nextBytes(raw);
    StreamPath path = with.apply(Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
    path.peer(connect.apply(path));
    paths.put(path.id(), path);
    return path;
  }

  /// Its WebSocket is closed.
  void remove(StreamPath path) {
    paths.remove(path.id());
    path.gone();
  }

  Optional<StreamPath> find(String id) {
    return Optional.ofNullable(paths.get(id));
  }

  /// The one whose WebRTC peer has this name.
  Optional<StreamPath> streaming(String mediaId) {
    return paths.values().stream().filter(p -> p.streams(mediaId)).findFirst();
  }

  /// The names of all connections.
  Set<String> ids() {
    return Set.copyOf(paths.keySet());
  }

  int size() {
    return paths.size();
  }
}

package io.oriel.transport.webrtc.internal;

import io.oriel.api.web.WebSocketListener;
import java.nio.ByteBuffer;

/// The messages of a page at `/stream`.
final class StreamSocket implements WebSocketListener {
  private final StreamPaths paths;
  private final StreamPath path;

  StreamSocket(StreamPaths paths, StreamPath path) {
    this.paths = paths;
    this.path = path;
  }

  @Override
  public void text(String message) {
    path.peer().control(message);
  }

  @Override
  public void binary(ByteBuffer message) {
    path.peer().datagram(message);
  }

  @Override
  public void closed() {
    paths.remove(path);
  }
}

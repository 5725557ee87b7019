package io.oriel.api.web;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/// A WebSocket to a page. Any thread; nothing here blocks. After it is closed, calls do nothing.
@ProviderType
public interface WebSocket {
  /// Sends a text message.
  void text(String message);

  /// Sends a binary message; copies it.
  void binary(ByteBuffer message);

  /// Bytes that wait to be sent. A page that stops reading makes it grow: beyond 4 MiB the socket
  /// is closed.
  long waitingBytes();

  /// Closes it.
  ///
  /// @param code 1000, 1001, 1008 … of RFC 6455 §7.4, or 4000 … 4999
  /// @param reason for people, cut to 120 bytes
  void close(int code, String reason);
}

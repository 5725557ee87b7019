package io.oriel.api.web;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/// Hears a WebSocket. Its calls never overlap; they come on a network thread and return soon.
@ConsumerType
public interface WebSocketListener {
  /// A text message, 64 KiB at most.
  void text(String message);

  /// A binary message, 64 KiB at most.
  ///
  /// @param message valid until this returns
  void binary(ByteBuffer message);

  /// It is closed, whoever did it. The last call.
  void closed();
}

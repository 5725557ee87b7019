package io.oriel.media.webtransport;

import java.nio.ByteBuffer;

/// Hears what comes on a [ClientStream]; called on the server's thread, must not block.
public interface ClientStreamListener {
  /// Bytes came.
  ///
  /// @param bytes lent for the call
  void read(ByteBuffer bytes);

  /// The client has sent everything. The last call, unless the stream is written to.
  default void finished() {}

  /// The stream broke: the client gave it up, or the session ended. The last call.
  default void failed() {}
}

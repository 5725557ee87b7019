package io.oriel.media.webtransport;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/// A stream that the client opened; any thread.
@ProviderType
public interface ClientStream {
  /// QUIC's number of the stream.
  long id();

  /// Whether the host can write to it.
  boolean bidirectional();

  /// Writes bytes, copied before this returns.
  ///
  /// @return `false`: nothing was taken, because too much waits to be sent
  ///     ([Limits#unsentBytes()]), or the stream is over
  boolean write(ByteBuffer bytes);

  /// Writes the last bytes and the end together, whatever waits already.
  ///
  /// @param bytes at least one: an end that travels alone may be lost for good
  void finish(ByteBuffer bytes);

  /// Bytes written that QUIC has not taken yet.
  long unsentBytes();

  /// Whether bytes are read; `false` lets flow control stop the client.
  void reading(boolean on);

  /// Gives up writing and reading.
  ///
  /// @param code 0 … 255, see [OutgoingStream#reset(int)]
  void reset(int code);
}

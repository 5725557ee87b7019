package io.oriel.loss;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Where a datagram leaves the proxy.
interface Exit {
  /// Sends what remains of the buffer, without blocking; any thread.
  ///
  /// @return whether the kernel took it
  boolean send(ByteBuffer datagram) throws IOException;
}

package io.oriel.bench.peer;

import java.io.IOException;

/// Native code that can be measured. One thread.
public interface Peer {
  /// Whose code it is, with the version where known.
  ///
  /// @throws AbsentException it is not on this machine
  String name() throws AbsentException, IOException;

  /// Does the work again and again.
  ///
  /// @param seconds for how long
  /// @return the median time of one piece of work, in µs
  /// @throws AbsentException it is not on this machine
  /// @throws IOException the peer refused or broke
  double micros(double seconds) throws AbsentException, IOException;
}

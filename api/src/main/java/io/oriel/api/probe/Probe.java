package io.oriel.api.probe;

import org.osgi.annotation.versioning.ConsumerType;

/// Watches one aspect of the box and posts what it finds.
@ConsumerType
public interface Probe extends AutoCloseable {
  /// Starts watching; returns when the first facts are posted. Control thread.
  ///
  /// @param sink valid until [#close()]
  void start(ProbeSink sink) throws Exception;

  /// Stops watching. Facts and conditions it posted are withdrawn by the host.
  @Override
  void close();
}

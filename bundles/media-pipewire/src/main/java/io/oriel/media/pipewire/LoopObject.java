package io.oriel.media.pipewire;

/// Something that lives on a connection's thread and ends with the connection at the latest.
abstract class LoopObject implements AutoCloseable {
  final PipeWireConnection connection;

  LoopObject(PipeWireConnection connection) {
    this.connection = connection;
  }

  /// Frees it, once. The connection's thread.
  abstract void destroy();

  /// The daemon is gone. The connection's thread.
  abstract void lost(PipeWireException cause);

  /// The daemon shows another port. The connection's thread.
  void portAppeared() {}

  /// Something woke the connection's thread. On that thread; must not throw.
  void turned() {}

  /// Ends it; returns when that is done. Any thread; a second call does nothing.
  @Override
  public void close() {
    connection.release(this);
  }
}

package io.oriel.lib.dbus;

/// Something that is told until it is closed. Any thread; closing twice does nothing.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  /// Ends it. Never blocks for an answer of the bus; a call that is under way may still arrive.
  @Override
  void close();
}

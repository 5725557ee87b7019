package io.oriel.media.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A growing number with one writing thread and any number of readers.
///
/// A write is a plain add and a store, without a locked instruction: two writers would lose counts.
public final class Counter {
  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long value; // written by the owner's thread only, through VALUE

  /// Adds one. The owner's thread.
  public void increment() {
    add(1);
  }

  /// Adds to the number. The owner's thread.
  public void add(long delta) {
    VALUE.setOpaque(this, value + delta);
  }

  /// The number now, or a moment ago. Any thread.
  public long get() {
    return (long) VALUE.getOpaque(this);
  }

  /// The number in decimal.
  @Override
  public String toString() {
    return Long.toString(get());
  }
}

package io.oriel.media.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A bounded queue for exactly one producer thread and one consumer thread.
///
/// Ownership of an element moves with a successful [#offer(Object)] and again with [#poll()]; on
/// `false` it stays with the caller. Neither side blocks, spins or allocates. Full and empty are
/// read from the slot itself (FastForward), so the threads share no index: a release store of the
/// slot is paired with the other side's acquire load, which also publishes the element's content.
///
/// @param <E> what travels; never `null`
public final class SpscRing<E> {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

  private final Object[] slots;
  private final int mask;
  private long tail; // producer thread only
  private long head; // consumer thread only

  /// An empty ring.
  ///
  /// @param capacity a power of two, 1 … 2^20
  public SpscRing(int capacity) {
    if (capacity < 1 || capacity > 1 << 20 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException(
          "ring capacity " + capacity + " is not a power of two in 1 … 2^20");
    }
    slots = new Object[capacity];
    mask = capacity - 1;
  }

  /// Appends an element. Producer thread.
  ///
  /// @return `false`: full, the element is still the caller's
  public boolean offer(E element) {
    if (element == null) {
      throw new NullPointerException("element");
    }
    int i = (int) tail & mask;
    if (SLOT.getAcquire(slots, i) != null) {
      return false;
    }
    SLOT.setRelease(slots, i, element);
    tail++;
    return true;
  }

  /// Takes the oldest element. Consumer thread.
  ///
  /// @return `null`: empty
  @SuppressWarnings("unchecked") // only offer() writes elements
  public E poll() {
    int i = (int) head & mask;
    Object element = SLOT.getAcquire(slots, i);
    if (element == null) {
      return null;
    }
    SLOT.setRelease(slots, i, null);
    head++;
    return (E) element;
  }

  /// Whether [#poll()] would find nothing. Consumer thread.
  public boolean isEmpty() {
    return SLOT.getAcquire(slots, (int) head & mask) == null;
  }

  /// Elements it can hold.
  public int capacity() {
    return slots.length;
  }
}

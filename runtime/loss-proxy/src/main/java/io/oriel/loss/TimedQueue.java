package io.oriel.loss;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Datagrams that wait for their time: one thread adds, one takes. Owns the buffers they wait in.
///
/// A binary heap by time and, of equal times, by arrival.
final class TimedQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ParcelPool small;
  private final ParcelPool large;
  private Parcel[] heap = new Parcel[1024];
  private int size;
  private long order;
  private long wakeNanos;
  private boolean closed;
  // Those waiting and those being sent; written under the lock, read by anybody.
  private volatile int pending;

  /// @param bytes bound of all buffers
  TimedQueue(int bytes) {
    small = new ParcelPool(Parcel.SMALL, bytes / 4 * 3);
    large = new ParcelPool(Parcel.LARGE, bytes / 4);
  }

  /// Whether nothing waits, nor is being sent.
  boolean idle() {
    return pending == 0;
  }

  /// Copies a datagram until its time.
  ///
  /// @return `false`: no buffer is left
  boolean put(ByteBuffer datagram, Exit exit, long atNanos) {
    Parcel parcel;
    lock.lock();
    try {
      parcel = datagram.remaining() <= Parcel.SMALL ? small.take() : null;
      if (parcel == null) {
        parcel = large.take();
      }
    } finally {
      lock.unlock();
    }
    if (parcel == null) {
      return false;
    }
    parcel.fill(datagram, exit, atNanos);
    lock.lock();
    try {
      parcel.order = order++;
      add(parcel);
      pending++;
      if (atNanos < wakeNanos) {
        wakeNanos = atNanos;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    return true;
  }

  /// Waits for the next datagrams whose time has come.
  ///
  /// @param clock now on the clock of the times
  /// @return how many were put into the array; 0: closed
  int await(Parcel[] due, Clock clock) throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long now = clock.nanos();
        int count = 0;
        while (count < due.length && size > 0 && heap[0].atNanos <= now) {
          due[count++] = poll();
        }
        if (count > 0) {
          wakeNanos = Long.MIN_VALUE;
          return count;
        }
        if (size == 0) {
          wakeNanos = Long.MAX_VALUE;
          changed.await();
        } else {
          wakeNanos = heap[0].atNanos;
          changed.awaitNanos(wakeNanos - now);
        }
      }
      return 0;
    } finally {
      lock.unlock();
    }
  }

  /// Takes the buffers back after sending.
  void done(Parcel[] sent, int count) {
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        (sent[i].bytes.capacity() == Parcel.SMALL ? small : large).give(sent[i]);
      }
      pending -= count;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void add(Parcel parcel) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!parcel.before(heap[parent])) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = parcel;
  }

  private Parcel poll() {
    Parcel first = heap[0];
    Parcel last = heap[--size];
    heap[size] = null;
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1].before(heap[child])) {
        child++;
      }
      if (!heap[child].before(last)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    if (size > 0) {
      heap[at] = last;
    }
    return first;
  }
}

package io.oriel.input.uinput.internal;

import io.oriel.api.backend.StageHealth;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.GamepadState;
import io.oriel.media.nat.ErrnoException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;

/// The controllers of an injector, a device for each while it is connected.
///
/// Calls for one slot never overlap, except with [#close].
final class Pads {
  private static final int SLOTS = 16;

  private final boolean wanted;
  private final Names names;
  private final Duration nodeTimeout;
  private final Feedback feedback;
  private final StageHealth health;
  private final AtomicReferenceArray<Pad> pads = new AtomicReferenceArray<>(SLOTS);
  private final AtomicReferenceArray<Thread> watching = new AtomicReferenceArray<>(SLOTS);
  private final ReentrantLock lock = new ReentrantLock(); // coming and going, against close
  private boolean closed; // under the lock

  /// @param wanted `false`: no controller is ever connected
  Pads(boolean wanted, Names names, Duration nodeTimeout, Feedback feedback, StageHealth health) {
    this.wanted = wanted;
    this.names = names;
    this.nodeTimeout = nodeTimeout;
    this.feedback = feedback;
    this.health = health;
  }

  /// Control thread.
  void connect(int slot) {
    if (!wanted || slot < 0 || slot >= SLOTS) {
      return;
    }
    gone(slot);
    Pad pad;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      pad = Pad.create(names, slot, feedback);
      pads.set(slot, pad);
    } catch (ErrnoException e) {
      health.degraded("no pad " + (slot + 1) + ": " + Access.explain(e).getMessage());
      return;
    } finally {
      lock.unlock();
    }
    // beside the control thread: a backend that is taken away meanwhile must not wait for udev
    watch(slot, Thread.ofVirtual().name("oriel-pad-node").start(() -> awaitNode(pad, slot)));
  }

  private void watch(int slot, Thread thread) {
    Thread before = watching.getAndSet(slot, thread);
    if (before != null) {
      before.interrupt();
    }
  }

  private void awaitNode(Pad pad, int slot) {
    try {
      switch (new EventNode().await(pad.sysName(), nodeTimeout)) {
        case READABLE -> {
          // games find it
        }
        case REFUSED ->
            health.degraded(
                "games of this user may not read pad "
                    + (slot + 1)
                    + ": add the user to the group input, see docs/how-to/allow-input-devices.md");
        case ABSENT ->
            health.degraded(
                "no node below /dev/input appeared for pad "
                    + (slot + 1)
                    + ": in a container, pass /dev/input in");
      }
    } catch (InterruptedException _) {
      // the pad has gone
    }
  }

  /// Control thread.
  void gone(int slot) {
    if (slot < 0 || slot >= SLOTS) {
      return;
    }
    lock.lock();
    try {
      watch(slot, null);
      Pad pad = pads.getAndSet(slot, null);
      if (pad != null) {
        pad.close();
      }
    } finally {
      lock.unlock();
    }
  }

  void state(int slot, GamepadState state) throws ErrnoException {
    if (slot < 0 || slot >= SLOTS) {
      return;
    }
    Pad pad = pads.get(slot);
    if (pad != null) {
      pad.state(state);
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      gone(slot);
    }
  }
}

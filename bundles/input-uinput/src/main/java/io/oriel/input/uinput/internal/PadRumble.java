package io.oriel.input.uinput.internal;

import io.oriel.api.input.Feedback;
import io.oriel.input.uinput.internal.EffectMixer.Effect;
import io.oriel.input.uinput.internal.nat.EffectRequests;
import io.oriel.input.uinput.internal.nat.KernelDevice;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.EventFd;
import io.oriel.media.nat.Poller;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the force feedback of one pad on a thread of its own: games wait inside the kernel until
/// it has answered.
final class PadRumble implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PadRumble.class);

  /// asm-generic/errno-base.h
  private static final int EINVAL = 22;

  /// Of periodic effects, 0 … 32767, to a motor's 0 … 65535.
  private static final int LEVEL_TO_MOTOR = 2;

  private static final Duration END = Duration.ofSeconds(1);

  private final KernelDevice device;
  private final EffectRequests requests;
  private final int slot;
  private final Feedback feedback;
  private final EffectMixer mixer = new EffectMixer();
  private final EventFd wake;
  private final Thread thread;
  private volatile boolean ended;
  private int strong; // what was told last
  private int weak;

  /// @param name of the thread
  PadRumble(KernelDevice device, int slot, Feedback feedback, String name) throws ErrnoException {
    this.device = device;
    this.slot = slot;
    this.feedback = feedback;
    requests = new EffectRequests(device);
    wake = new EventFd();
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
  }

  void start() {
    thread.start();
  }

  /// Ends the thread and the rumble. The device is still open.
  ///
  /// @return `false`: the thread hangs and still uses the device's descriptor
  boolean stop() {
    ended = true;
    wake.signal();
    try {
      if (!thread.join(END)) {
        LOG.warn("{} does not end, one descriptor is left open", thread.getName());
        return false;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
    wake.close();
    return true;
  }

  @Override
  public void run() {
    var poller = new Poller(device.fd(), wake.fd());
    try {
      while (!ended) {
        long now = System.nanoTime();
        mixer.mix(now);
        tell();
        poller.poll(mixer.next() == EffectMixer.NEVER ? -1 : Math.max(0, mixer.next() - now));
        while (!ended && device.receive()) {
          take();
        }
      }
    } catch (ErrnoException e) {
      if (!ended) {
        LOG.warn("no more rumble for pad {}: {}", slot + 1, e.getMessage());
      }
    }
    mixer.clear();
    mixer.mix(0);
    tell();
  }

  private void take() throws ErrnoException {
    switch (device.type()) {
      case EffectRequests.EV_UINPUT -> {
        try {
          if (device.code() == EffectRequests.UI_FF_UPLOAD) {
            upload(device.value());
          } else if (device.code() == EffectRequests.UI_FF_ERASE) {
            mixer.erase(requests.erase(device.value()));
          }
        } catch (ErrnoException e) {
          LOG.debug("a game did not wait for pad {}: {}", slot + 1, e.getMessage());
        }
      }
      case Evdev.EV_FF -> {
        if (device.code() == Evdev.FF_GAIN) {
          mixer.gain(device.value());
        } else {
          mixer.play(device.code(), device.value(), System.nanoTime());
        }
      }
      default -> {
        // lights, and echoes of what was written
      }
    }
  }

  private void upload(int request) throws ErrnoException {
    requests.beginUpload(request);
    Effect effect = effect();
    boolean stored = effect != null && mixer.store(requests.id(), effect, System.nanoTime());
    requests.endUpload(stored ? 0 : -EINVAL);
  }

  private Effect effect() {
    return switch (requests.type()) {
      case Evdev.FF_RUMBLE ->
          Effect.rumble(
              requests.strong(), requests.weak(), requests.lengthMs(), requests.delayMs());
      case Evdev.FF_PERIODIC -> {
        int level = Math.min(Math.abs(requests.magnitude()), Short.MAX_VALUE) * LEVEL_TO_MOTOR;
        yield new Effect(
            level,
            level,
            requests.lengthMs(),
            requests.delayMs(),
            requests.attackMs(),
            requests.attackLevel() * LEVEL_TO_MOTOR,
            requests.fadeMs(),
            requests.fadeLevel() * LEVEL_TO_MOTOR);
      }
      default -> null;
    };
  }

  private void tell() {
    if (mixer.strong() != strong || mixer.weak() != weak) {
      strong = mixer.strong();
      weak = mixer.weak();
      feedback.rumble(slot, strong, weak, 0);
    }
  }
}

package io.oriel.host.session.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A backend that takes some kinds of device.
final class Taker implements InjectorProvider {
  final String id;
  final Set<DeviceKind> kinds;
  final int quality;
  final List<RecordedInput> opened = new ArrayList<>();
  Feedback feedback;
  StageHealth health;
  boolean failsToOpen;
  Runnable whileConnecting = () -> {};
  boolean failsToConnect;
  PadType only;

  Taker(String id, Set<DeviceKind> kinds, int quality) {
    this.id = id;
    this.kinds = kinds;
    this.quality = quality;
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    boolean pad = only == null || request.pad().map(p -> p.type() == only).orElse(true);
    return kinds.contains(request.device()) && pad
        ? new Fit(quality, Duration.ZERO, List.of())
        : new Unfit(Reason.UNSUPPORTED_REQUEST, "takes " + kinds);
  }

  @Override
  public Set<PadCapability> serves(PadInfo pad, HostFacts facts) {
    return Set.of(PadCapability.RUMBLE);
  }

  @Override
  public Injector open(
      Placement place, Set<DeviceKind> devices, Feedback toClient, StageHealth stageHealth)
      throws BackendException {
    if (failsToOpen) {
      throw new BackendException(BackendException.Kind.FAILED, "no device node");
    }
    feedback = toClient;
    health = stageHealth;
    var injector =
        new RecordedInput() {
          @Override
          public void padConnected(int slot, PadInfo pad) {
            if (failsToConnect) {
              throw new IllegalStateException("no room");
            }
            super.padConnected(slot, pad);
            whileConnecting.run();
            toClient.motionWanted(slot, 100, MotionType.GYROSCOPE);
          }
        };
    injector.events.add("open " + Injectors.words(devices));
    opened.add(injector);
    return injector;
  }

  List<String> events() {
    return opened.getLast().events;
  }
}

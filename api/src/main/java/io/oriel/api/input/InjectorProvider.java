package io.oriel.api.input;

import io.oriel.api.backend.Backend;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/// Injects the client's input into a display or the kernel.
@ConsumerType
public interface InjectorProvider extends Backend<InjectorProvider.Request> {
  /// What is asked of an injector, per kind of device.
  ///
  /// @param displayBackend id of the display's backend: some take input only from their own bundle
  /// @param pad the controller, for [DeviceKind#GAMEPAD]
  record Request(
      String displayBackend, InputKind target, DeviceKind device, Optional<PadInfo> pad) {
    public Request {
      Objects.requireNonNull(displayBackend, "displayBackend");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(device, "device");
      Objects.requireNonNull(pad, "pad");
    }
  }

  /// Where the input goes.
  record Placement(String displayId, InputTarget target, Region region) {
    public Placement {
      Objects.requireNonNull(displayId, "displayId");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(region, "region");
    }
  }

  /// What of a controller's capabilities the device made for it would have; only what the
  /// controller itself has is of interest. The host tells clients what to send by this.
  default Set<PadCapability> serves(PadInfo pad, HostFacts facts) {
    return Set.of();
  }

  /// Opens an injector for some kinds of device. Control thread; interruptible. Its devices exist
  /// when this returns, so that no first event is lost, except those of controllers: they come with
  /// [Injector#padConnected]. The caller owns the result.
  ///
  /// @param feedback towards the client: rumble, lights, wanted motion
  Injector open(Placement place, Set<DeviceKind> devices, Feedback feedback, StageHealth health)
      throws BackendException;
}

package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.input.InputOffer;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import io.oriel.api.media.Codec;
import io.oriel.api.media.Fourcc;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a plan says of the client's input.
class InputOfferTest {
  private final Backends backends = new Backends();

  /// Takes kinds of device, some of them only by another device.
  private record Taker(Set<DeviceKind> kinds, Set<DeviceKind> emulated)
      implements InjectorProvider {
    @Override
    public Assessment assess(Request request, HostFacts facts) {
      if (!kinds.contains(request.device())) {
        return new Unfit(Reason.UNSUPPORTED_REQUEST, "takes " + kinds);
      }
      boolean whole = !emulated.contains(request.device());
      return new Fit(50, Duration.ZERO, whole ? List.of() : List.of("moves the pointer"));
    }

    @Override
    public Set<PadCapability> serves(PadInfo pad, HostFacts facts) {
      return pad.type() == PadType.PLAYSTATION
          ? EnumSet.of(PadCapability.RUMBLE, PadCapability.GYROSCOPE)
          : EnumSet.of(PadCapability.RUMBLE);
    }

    @Override
    public Injector open(
        Placement place, Set<DeviceKind> devices, Feedback feedback, StageHealth health) {
      throw new AssertionError("only for plans");
    }
  }

  private InputOffer offer(Set<Right> rights) {
    backends.addDisplay(Fakes.display(new Fit(50, Duration.ZERO, List.of())), Fakes.id("screen"));
    backends.addCapture(
        Fakes.capture(new Fit(50, Duration.ZERO, List.of()), Fourcc.XRGB8888), Fakes.id("grab"));
    backends.addEncoder(
        Fakes.encoder(Codec.H264, Fourcc.XRGB8888, new Fit(50, Duration.ZERO, List.of())),
        Fakes.id("enc"));
    var base = Fakes.request(Codec.H264);
    var request =
        new SessionRequest(
            new Client("ab".repeat(32), "test", rights, Instant.EPOCH),
            base.app(),
            base.display(),
            base.codecs(),
            EnumSet.allOf(DeviceKind.class),
            base.sound(),
            Map.of());
    var choice = new Choice(Set.of(), Set.of(), 30);
    return new Planner(request, new UnknownBox(), choice, new Cooldowns())
        .plan(backends)
        .plan(request)
        .input();
  }

  @Test
  void what_is_only_emulated_is_not_offered() {
    var kinds = EnumSet.of(DeviceKind.KEYBOARD, DeviceKind.TOUCH, DeviceKind.PEN);
    backends.addInjector(new Taker(kinds, EnumSet.of(DeviceKind.TOUCH)), Fakes.id("desk"));

    var offer = offer(EnumSet.allOf(Right.class));

    assertThat(offer.devices()).containsExactlyInAnyOrder(DeviceKind.KEYBOARD, DeviceKind.PEN);
    assertThat(offer.pads()).isEmpty();
  }

  @Test
  void what_any_kind_of_controller_keeps_is_offered() {
    backends.addInjector(new Taker(EnumSet.of(DeviceKind.GAMEPAD), Set.of()), Fakes.id("kernel"));

    assertThat(offer(EnumSet.allOf(Right.class)).pads())
        .containsExactlyInAnyOrder(PadCapability.RUMBLE, PadCapability.GYROSCOPE);
  }

  @Test
  void nothing_is_offered_without_the_right() {
    backends.addInjector(new Taker(EnumSet.allOf(DeviceKind.class), Set.of()), Fakes.id("kernel"));

    assertThat(offer(EnumSet.of(Right.VIEW))).isEqualTo(InputOffer.NONE);
  }
}

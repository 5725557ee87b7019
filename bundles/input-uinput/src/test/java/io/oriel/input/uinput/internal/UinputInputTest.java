package io.oriel.input.uinput.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.InjectorProvider.Placement;
import io.oriel.api.input.InjectorProvider.Request;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UinputInputTest {
  private final UinputInput provider = new UinputInput(Settings.DEFAULTS);

  @Test
  void without_the_device_it_says_which_module_to_load() {
    var answer = assess("absent", InputKind.NONE, DeviceKind.KEYBOARD);

    assertThat(answer).isInstanceOf(Unfit.class);
    assertThat(((Unfit) answer).reason()).isEqualTo(Reason.MISSING_HARDWARE);
    assertThat(((Unfit) answer).detail()).contains("modprobe uinput");
  }

  @Test
  void without_access_it_gives_the_rule_that_grants_it() {
    var answer = assess("none", InputKind.NONE, DeviceKind.GAMEPAD);

    assertThat(answer).isInstanceOf(Unfit.class);
    assertThat(((Unfit) answer).reason()).isEqualTo(Reason.NO_PERMISSION);
    assertThat(((Unfit) answer).detail()).contains("KERNEL==\"uinput\"", "60-oriel-input.rules");
  }

  @ParameterizedTest
  @EnumSource(InputKind.class)
  void pads_are_for_every_display_as_games_read_them_themselves(InputKind kind) {
    assertThat(assess("rw", kind, DeviceKind.GAMEPAD)).isInstanceOf(Fit.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = DeviceKind.class,
      names = {"KEYBOARD", "POINTER", "TOUCH", "PEN"})
  void a_headless_compositor_is_not_reached_and_it_says_so(DeviceKind device) {
    var answer = assess("rw", InputKind.WAYLAND_SEAT, device);

    assertThat(answer).isInstanceOf(Unfit.class);
    assertThat(((Unfit) answer).detail()).contains("reads no kernel devices", "any.desktop");
  }

  @Test
  void an_owner_who_knows_better_gets_it_behind_the_others() {
    var willing = new UinputInput(new Settings(0, 0, 0, false, true));
    var request = request(InputKind.WAYLAND_SEAT, DeviceKind.TOUCH, Optional.empty());

    var answer = willing.assess(request, facts("rw"));

    assertThat(((Fit) answer).quality()).isLessThan(50);
  }

  @Test
  void it_says_what_a_dualsense_loses() {
    var pad =
        new PadInfo(
            PadType.PLAYSTATION,
            Set.of(PadCapability.RUMBLE, PadCapability.GYROSCOPE, PadCapability.TOUCHPAD),
            0,
            "a");

    var answer =
        provider.assess(
            request(InputKind.WAYLAND_SEAT, DeviceKind.GAMEPAD, Optional.of(pad)), facts("rw"));

    assertThat(((Fit) answer).degradations())
        .containsExactlyInAnyOrder("no gyroscope", "no touchpad");
    assertThat(provider.serves(pad, facts("rw"))).containsExactly(PadCapability.RUMBLE);
  }

  @Test
  void a_device_that_cannot_be_made_is_refused_with_the_remedy() {
    var module = Path.of("/dev/uinput");
    assumeFalse(Files.isWritable(module), "/dev/uinput can be used here");
    var place = new Placement("a", new InputTarget.None(), new Region(0, 0, 640, 480));

    assertThatThrownBy(() -> provider.open(place, Set.of(DeviceKind.KEYBOARD), Feedback.NONE, null))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining(Files.exists(module) ? "60-oriel-input.rules" : "modprobe uinput");
  }

  private Assessment assess(String access, InputKind target, DeviceKind device) {
    return provider.assess(request(target, device, Optional.empty()), facts(access));
  }

  private static Request request(InputKind target, DeviceKind device, Optional<PadInfo> pad) {
    return new Request("any", target, device, pad);
  }

  private static HostFacts facts(String access) {
    return new HostFacts() {
      @Override
      public Optional<String> text(String key) {
        return key.equals("dev.uinput.access") ? Optional.of(access) : Optional.empty();
      }

      @Override
      public Set<String> keys() {
        return Set.of("dev.uinput.access");
      }

      @Override
      public long generation() {
        return 1;
      }
    };
  }
}

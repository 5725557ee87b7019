package io.oriel.input.uinput.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.GamepadState;
import io.oriel.input.uinput.evdev.KernelVm;
import io.oriel.media.nat.Foreign;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What games make of a pad: most of them read it through SDL 2.
@Tag("kernel")
class SdlKernelTest {
  // SDL.h, SDL_gamecontroller.h
  private static final int INIT_GAMECONTROLLER = 0x2000;
  private static final int TYPE_XBOX360 = 1;

  /// Of [GamepadState#buttons], in the order of `SDL_GameControllerButton`.
  private static final int[] BUTTONS = {
    GamepadState.SOUTH,
    GamepadState.EAST,
    GamepadState.WEST,
    GamepadState.NORTH,
    GamepadState.BACK,
    GamepadState.GUIDE,
    GamepadState.START,
    GamepadState.LEFT_STICK,
    GamepadState.RIGHT_STICK,
    GamepadState.LEFT_SHOULDER,
    GamepadState.RIGHT_SHOULDER,
    GamepadState.UP,
    GamepadState.DOWN,
    GamepadState.LEFT,
    GamepadState.RIGHT,
  };

  private static SymbolLookup sdl;

  @BeforeAll
  static void kernel() {
    KernelVm.needUdev();
    sdl =
        Foreign.library("libSDL2-2.0.so.0")
            .orElseThrow(() -> new AssertionError("install libsdl2-2.0-0"));
  }

  @Test
  void a_game_finds_every_button_axis_and_motor_where_it_belongs() throws Throwable {
    var told = new LinkedBlockingQueue<Integer>();
    var feedback =
        new Feedback() {
          @Override
          public void rumble(int slot, int low16, int high16, int durationMs) {
            told.add(low16);
            told.add(high16);
          }
        };
    try (var rig = new Rig(feedback, Settings.DEFAULTS, Rig.FULL_HD, DeviceKind.GAMEPAD)) {
      rig.injector.padConnected(0, Rig.PAD);
      assertThat(new ProcessBuilder("udevadm", "settle").start().waitFor()).isZero();
      assertThat(call("SDL_Init", INIT_GAMECONTROLLER)).isZero();
      try {
        assertThat(call("SDL_NumJoysticks")).isEqualTo(1);
        assertThat(call("SDL_GameControllerTypeForIndex", 0)).isEqualTo(TYPE_XBOX360);
        var pad = open();
        var state = new GamepadState();

        for (int i = 0; i < BUTTONS.length; i++) {
          state.buttons = BUTTONS[i];
          show(rig, state);
          for (int j = 0; j < BUTTONS.length; j++) {
            assertThat(button(pad, j)).as("button %d while %d is down", j, i).isEqualTo(i == j);
          }
        }
        state.leftX = -32768;
        state.leftY = 32767; // up
        state.rightX = 1000;
        state.rightY = -20000;
        state.leftTrigger = 255;
        show(rig, state);
        assertThat(axes(pad)).containsExactly(-32768, -32767, 1000, 20000, 32767, 0);

        rumble(pad, 0x8000, 0x4000);
        assertThat(told.poll(3, TimeUnit.SECONDS)).isEqualTo(0x8000);
        assertThat(told.poll(3, TimeUnit.SECONDS)).isEqualTo(0x4000);
        rumble(pad, 0, 0);
        assertThat(told.poll(3, TimeUnit.SECONDS)).isZero();
      } finally {
        Foreign.function(sdl, "SDL_Quit", FunctionDescriptor.ofVoid()).invokeExact();
      }
    }
  }

  private static void show(Rig rig, GamepadState state) throws Throwable {
    rig.injector.gamepad(0, state);
    Foreign.function(sdl, "SDL_GameControllerUpdate", FunctionDescriptor.ofVoid()).invokeExact();
  }

  private static MemorySegment open() throws Throwable {
    var function =
        Foreign.function(sdl, "SDL_GameControllerOpen", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    return (MemorySegment) function.invokeExact(0);
  }

  private static boolean button(MemorySegment pad, int button) throws Throwable {
    var function =
        Foreign.function(
            sdl,
            "SDL_GameControllerGetButton",
            FunctionDescriptor.of(JAVA_BYTE, ADDRESS, JAVA_INT));
    return (byte) function.invokeExact(pad, button) != 0;
  }

  private static int[] axes(MemorySegment pad) throws Throwable {
    var function =
        Foreign.function(
            sdl, "SDL_GameControllerGetAxis", FunctionDescriptor.of(JAVA_SHORT, ADDRESS, JAVA_INT));
    int[] axes = new int[6];
    for (int axis = 0; axis < axes.length; axis++) {
      axes[axis] = (short) function.invokeExact(pad, axis);
    }
    return axes;
  }

  private static void rumble(MemorySegment pad, int low, int high) throws Throwable {
    var function =
        Foreign.function(
            sdl,
            "SDL_GameControllerRumble",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT, JAVA_SHORT, JAVA_INT));
    assertThat((int) function.invokeExact(pad, (short) low, (short) high, 200)).isZero();
  }

  private static int call(String name, int... arguments) throws Throwable {
    var types = new MemoryLayout[arguments.length];
    java.util.Arrays.fill(types, JAVA_INT);
    var function = Foreign.function(sdl, name, FunctionDescriptor.of(JAVA_INT, types));
    return arguments.length == 0
        ? (int) function.invokeExact()
        : (int) function.invokeExact(arguments[0]);
  }
}

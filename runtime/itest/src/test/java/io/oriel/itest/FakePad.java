package io.oriel.itest;

/// A controller of a browser's user, for tests on machines that have none. Scripts of a page change
/// `pad`, as the browser would change it, and read `felt`: what its motors were told.
final class FakePad {
  /// To be run before the page's own scripts; the page finds the controller after [#PLUG_IN].
  static final String SCRIPT =
      """
      globalThis.felt = [];
      globalThis.pad = {
        id: 'Xbox Wireless Controller (STANDARD GAMEPAD Vendor: 045e Product: 02fd)',
        index: 1, connected: true, mapping: 'standard', timestamp: 0, axes: [0, 0, 0, 0],
        buttons: Array.from({ length: 17 }, () => ({ pressed: false, touched: false, value: 0 })),
        vibrationActuator: {
          effects: ['dual-rumble', 'trigger-rumble'],
          playEffect: async (kind, how) => { felt.push([kind, how]); },
          reset: async () => { felt.push(['reset', {}]); },
        },
      };
      navigator.getGamepads = () => (globalThis.here ? [null, pad] : []);
      """;

  static final String PLUG_IN =
      "globalThis.here = true; dispatchEvent(new Event('gamepadconnected')); 0";

  /// A is pressed, the right trigger half; the left stick is up left, the right one right.
  static final String PLAY =
      """
      pad.buttons[0] = { pressed: true, touched: true, value: 1 };
      pad.buttons[7] = { pressed: true, touched: true, value: 0.5 };
      pad.axes = [-1, -1, 1, 0];
      0
      """;

  /// Everything of it is let go of.
  static final String REST =
      """
      pad.buttons.forEach((button) => Object.assign(button,
        { pressed: false, touched: false, value: 0 }));
      pad.axes = [0, 0, 0, 0];
      0
      """;

  static final String PLUG_OUT =
      "globalThis.here = false; dispatchEvent(new Event('gamepaddisconnected')); 0";

  private FakePad() {}
}

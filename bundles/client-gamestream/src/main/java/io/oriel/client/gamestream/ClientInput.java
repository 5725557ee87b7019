package io.oriel.client.gamestream;

import io.oriel.client.gamestream.internal.control.ControlConnection;
import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.enet.Delivery;
import io.oriel.wire.gamestream.input.InputPackets;

/// Sends input on the control stream, on the channels a stock client uses (GameStream protocol
/// notes §5.5, §6.2).
///
/// Any thread; the order of calls from one thread is kept within keys and within the mouse.
public final class ClientInput {
  private static final int GENERAL = 0;
  private static final int KEYBOARD = 2;
  private static final int MOUSE = 3;
  private static final int TEXT = 6;

  private final ControlConnection control;

  ClientInput(ControlConnection control) {
    this.control = control;
  }

  /// Moves by 16-bit distances in pixels, right and down positive.
  public void moveBy(int dx, int dy) {
    send(MOUSE, InputPackets.moveBy(dx, dy));
  }

  /// Moves to a position in a picture of the given size.
  public void moveTo(int x, int y, int widthPx, int heightPx) {
    send(MOUSE, InputPackets.moveTo(x, y, widthPx, heightPx));
  }

  /// @param number 1 left, 2 middle, 3 right, 4 and 5 side buttons
  public void button(int number, boolean down) {
    send(MOUSE, InputPackets.button(number, down));
  }

  /// @param amount120 1/120 of a notch, positive is away from the user
  public void scroll(int amount120) {
    send(MOUSE, InputPackets.scrollVertical(amount120));
  }

  /// @param amount120 1/120 of a notch, positive is right
  public void scrollSideways(int amount120) {
    send(MOUSE, InputPackets.scrollHorizontal(amount120));
  }

  /// @param virtualKey Windows code of the position on a US keyboard
  /// @param modifiers 1 Shift, 2 Ctrl, 4 Alt, 8 Meta
  public void key(int virtualKey, boolean down, int modifiers) {
    send(KEYBOARD, InputPackets.key(virtualKey, down, modifiers, false));
  }

  /// Types a text, one message per code point.
  public void text(String text) {
    text.codePoints().forEach(c -> send(TEXT, InputPackets.text(c)));
  }

  void haptics() {
    send(GENERAL, InputPackets.haptics(true));
  }

  private void send(int channel, byte[] packet) {
    control.send(channel, ControlMessages.input(packet), Delivery.RELIABLE);
  }
}

package io.oriel.client.gamestream.cli;

import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.InputScript;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.wire.gamestream.control.FeedbackEvents;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import picocli.CommandLine.Option;

/// What of input and feedback `stream` does.
final class InputOptions {
  @Option(
      names = "--input",
      description = "File with input to send, one event per line, such as 'key 0x41 down'.")
  private Path script;

  @Option(
      names = "--feedback",
      description = "Print what the host sends to controllers: rumble, lights, wanted motion.")
  private boolean feedback;

  private InputScript parsed;

  /// Reads the script, before anything is connected.
  void read() throws IOException {
    parsed = InputScript.parse(script == null ? "" : Files.readString(script));
  }

  /// Sends the script from now on; the caller goes on.
  ///
  /// @return the thread that does it
  Thread send(GameStream stream) {
    return Thread.ofVirtual().start(() -> parsed.run(stream.input()));
  }

  /// Takes what comes back.
  FeedbackEvents feedback(PrintWriter out) {
    return feedback ? new Printed(out) : StreamListener.NO_FEEDBACK;
  }

  private record Printed(PrintWriter out) implements FeedbackEvents {
    private void line(String format, Object... values) {
      out.printf(format + "%n", values);
      out.flush();
    }

    @Override
    public void rumble(int controller, int low, int high) {
      line("rumble %d %d %d", controller, low, high);
    }

    @Override
    public void triggerRumble(int controller, int left, int right) {
      line("triggers %d %d %d", controller, left, right);
    }

    @Override
    public void motionWanted(int controller, int hz, int type) {
      line("motion %d %d %s", controller, hz, type == 1 ? "accel" : "gyro");
    }

    @Override
    public void light(int controller, int rgb) {
      line("light %d %06x", controller, rgb);
    }

    @Override
    public void adaptiveTriggers(int controller, int flags, byte[] left, byte[] right) {
      var hex = HexFormat.of();
      line("effect %d %d %s %s", controller, flags, hex.formatHex(left), hex.formatHex(right));
    }
  }
}

package io.oriel.lib.desktop;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// One connection to sway's control socket. One thread.
///
/// A message is `i3-ipc`, the payload's length and the type (both 32 bits, native byte order), then
/// the payload: sway-ipc(7), "Message and reply format".
public final class SwayIpc implements AutoCloseable {
  // sway-ipc(7), "Messages and replies"
  private static final int RUN_COMMAND = 0;
  private static final int GET_WORKSPACES = 1;
  private static final int GET_OUTPUTS = 3;
  private static final int GET_TREE = 4;
  private static final int GET_VERSION = 7;

  private static final byte[] MAGIC = "i3-ipc".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 14;
  private static final int LONGEST = 16 << 20;
  private static final long LOOK_AGAIN_NANOS = 2_000_000;

  private final SocketChannel channel;
  private final Selector selector;
  private final long deadline;

  /// Connects.
  ///
  /// @param patience for everything done on this connection together
  public SwayIpc(Path socket, Duration patience) throws IOException {
    deadline = System.nanoTime() + patience.toNanos();
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Runs one command.
  ///
  /// @throws IOException with sway's own words if it refuses
  public void run(String command) throws IOException {
    for (JsonElement result : ask(RUN_COMMAND, command)) {
      JsonObject answer = result.getAsJsonObject();
      if (!answer.get("success").getAsBoolean()) {
        String error = answer.has("error") ? answer.get("error").getAsString() : "no reason given";
        throw new IOException("sway refused '" + command + "': " + error);
      }
    }
  }

  /// The outputs, as sway-ipc(7) describes them.
  public JsonArray outputs() throws IOException {
    return ask(GET_OUTPUTS, "");
  }

  /// The workspaces, as sway-ipc(7) describes them.
  public JsonArray workspaces() throws IOException {
    return ask(GET_WORKSPACES, "");
  }

  /// Outputs, workspaces and windows, as sway-ipc(7) describes them.
  public JsonObject tree() throws IOException {
    return answer(GET_TREE, "", JsonElement::getAsJsonObject);
  }

  /// Whether this sway is at least of a version.
  public boolean atLeast(int major, int minor) throws IOException {
    JsonObject version = answer(GET_VERSION, "", JsonElement::getAsJsonObject);
    int is = version.get("major").getAsInt();
    return is > major || (is == major && version.get("minor").getAsInt() >= minor);
  }

  /// Sets an output's mode and reads it back until it is in force.
  ///
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  /// @return what sway made of it: exactly the size wanted
  /// @throws IOException sway refuses, or shows another size when time is over
  public SwayMode set(String output, SwayMode wanted, long deadlineNanos) throws IOException {
    run(wanted.command(output));
    Optional<SwayMode> now = SwayMode.of(outputs(), output);
    while (now.isEmpty() || !now.get().sizeOf(wanted)) {
      if (System.nanoTime() > deadlineNanos || Thread.currentThread().isInterrupted()) {
        throw new IOException(
            "sway shows "
                + now.map(m -> m.widthPx() + "x" + m.heightPx()).orElse("no output")
                + " instead of "
                + wanted.widthPx()
                + "x"
                + wanted.heightPx());
      }
      // sway applies a mode with its next frame and sends no event for it.
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      now = SwayMode.of(outputs(), output);
    }
    return now.get();
  }

  @Override
  public void close() throws IOException {
    try (channel;
        selector) {
      // both go, whatever the first one says
    }
  }

  private JsonArray ask(int type, String payload) throws IOException {
    return answer(type, payload, JsonElement::getAsJsonArray);
  }

  private <T> T answer(int type, String payload, Function<JsonElement, T> as) throws IOException {
    byte[] text = payload.getBytes(StandardCharsets.UTF_8);
    var message = ByteBuffer.allocate(HEADER + text.length).order(ByteOrder.nativeOrder());
    message.put(MAGIC).putInt(text.length).putInt(type).put(text).flip();
    while (message.hasRemaining()) {
      if (channel.write(message) == 0) {
        ready(SelectionKey.OP_WRITE);
      }
    }
    ByteBuffer header = read(HEADER);
    byte[] magic = new byte[MAGIC.length];
    header.get(magic);
    int length = header.getInt();
    if (!java.util.Arrays.equals(magic, MAGIC) || length < 0 || length > LONGEST) {
      throw new IOException("sway's control socket does not speak its protocol");
    }
    if (header.getInt() != type) {
      throw new IOException("sway answered another question");
    }
    String answer = new String(read(length).array(), StandardCharsets.UTF_8);
    try {
      return as.apply(JsonParser.parseString(answer));
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("sway's answer is not understood", e);
    }
  }

  private ByteBuffer read(int length) throws IOException {
    var bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    while (bytes.hasRemaining()) {
      int n = channel.read(bytes);
      if (n < 0) {
        throw new EOFException("sway closed its control socket");
      }
      if (n == 0) {
        ready(SelectionKey.OP_READ);
      }
    }
    return bytes.flip();
  }

  private void ready(int operation) throws IOException {
    channel.keyFor(selector).interestOps(operation);
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0 || selector.select(millis) == 0) {
      String why = Thread.currentThread().isInterrupted() ? "interrupted" : "sway does not answer";
      throw new IOException(why);
    }
    selector.selectedKeys().clear();
  }
}

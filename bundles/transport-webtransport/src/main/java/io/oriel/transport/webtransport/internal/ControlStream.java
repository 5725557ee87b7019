package io.oriel.transport.webtransport.internal;

import io.oriel.lib.browser.BrowserPeer;
import io.oriel.media.webtransport.ClientStream;
import io.oriel.media.webtransport.ClientStreamListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A page's control channel ("Channels"): messages of `u32 length` and JSON, in both directions.
/// Reading is the server thread's.
final class ControlStream implements ClientStreamListener {
  private static final int FIRST_BYTES = 512;

  private final ClientStream stream;
  private final BrowserPeer peer;
  private final Runnable broken;
  private byte[] message = new byte[FIRST_BYTES];
  private int length = -1; // of the message that comes; -1: not known yet
  private int have; // bytes of it, or of its length

  /// @param broken called when nothing more can come, or what came makes no sense
  ControlStream(ClientStream stream, BrowserPeer peer, Runnable broken) {
    this.stream = stream;
    this.peer = peer;
    this.broken = broken;
  }

  @Override
  public void read(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (length < 0 && !lengthCame(bytes)) {
        return;
      }
      if (length < 0 || length > BrowserPeer.MOST_CONTROL_BYTES) {
        broken.run();
        return;
      }
      int more = Math.min(bytes.remaining(), length - have);
      if (message.length < have + more) { // as it comes: a length alone reserves nothing
        message = Arrays.copyOf(message, Math.max(have + more, 2 * message.length));
      }
      bytes.get(message, have, more);
      have += more;
      if (have == length) {
        String json = new String(message, 0, length, StandardCharsets.UTF_8);
        length = -1;
        have = 0;
        peer.control(json);
      }
    }
  }

  private boolean lengthCame(ByteBuffer bytes) {
    while (have < 4 && bytes.hasRemaining()) {
      message[have++] = bytes.get();
    }
    if (have < 4) {
      return false;
    }
    length = ByteBuffer.wrap(message).getInt();
    have = 0;
    if (length < 0) {
      length = Integer.MAX_VALUE; // too long in any case
    }
    return true;
  }

  @Override
  public void finished() {
    broken.run();
  }

  @Override
  public void failed() {
    broken.run();
  }

  /// Sends a message. Any thread.
  ///
  /// @return `false`: the page does not read
  boolean write(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    var framed = ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes);
    return stream.write(framed.flip());
  }
}

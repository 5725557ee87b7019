package io.oriel.transport.webtransport.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.media.webtransport.client.TestClient;
import io.oriel.media.webtransport.client.TestStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// A page over WebTransport, as far as the host can tell.
final class Page implements AutoCloseable {
  final TestClient client;
  final TestStream control;
  private int read; // bytes of the control channel

  private Page(TestClient client) throws Exception {
    this.client = client;
    control = client.stream(true);
  }

  /// @param offer what pages are told
  static Page open(Map<String, Object> offer) throws Exception {
    URI url = URI.create((String) offer.get("url"));
    @SuppressWarnings("unchecked")
    byte[] hash = Base64.getDecoder().decode(((List<String>) offer.get("hashes")).getFirst());
    var at = new InetSocketAddress(url.getHost(), url.getPort());
    return new Page(
        TestClient.open(
            at,
            hash,
            url.getPath(),
            "https://localhost:1",
            List.of((String) offer.get("wtProtocol"))));
  }

  static Page greeted(Map<String, Object> offer, String ticket) throws Exception {
    Page page = open(offer);
    page.say("{\"type\":\"hello\",\"version\":1,\"ticket\":\"" + ticket + "\"}");
    return page;
  }

  void say(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    control.write(ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array());
  }

  /// The next control message of a type; others are skipped.
  JsonObject next(String type) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      byte[] all = control.received();
      if (all.length >= read + 4) {
        int length = ByteBuffer.wrap(all, read, 4).getInt();
        if (all.length >= read + 4 + length) {
          String json = new String(all, read + 4, length, StandardCharsets.UTF_8);
          read += 4 + length;
          JsonObject message = JsonParser.parseString(json).getAsJsonObject();
          if (message.get("type").getAsString().equals(type)) {
            return message;
          }
          continue;
        }
      }
      LockSupport.parkNanos(2_000_000);
    }
    throw new AssertionError("no message of type " + type);
  }

  /// Sends a small message, which may get lost, until an answer of a type comes.
  byte[] ask(String hex, int type) throws InterruptedException {
    byte[] message = HexFormat.of().parseHex(hex.replace(" ", ""));
    return await(type, () -> client.send(message));
  }

  /// The next small message of a type; what brings it about is done again until it comes.
  byte[] await(int type, Runnable again) throws InterruptedException {
    var came = new AtomicBoolean();
    var repeats =
        Thread.startVirtualThread(
            () -> {
              while (!came.get()) {
                again.run();
                LockSupport.parkNanos(200_000_000);
              }
            });
    try {
      byte[] message = client.datagram();
      while (message != null && (message[0] & 0xff) != type) {
        message = client.datagram();
      }
      if (message == null) {
        throw new AssertionError("no small message of type " + type);
      }
      return message;
    } finally {
      came.set(true);
      repeats.join();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

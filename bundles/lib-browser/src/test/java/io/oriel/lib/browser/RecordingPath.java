package io.oriel.lib.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.api.media.Codec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.lib.browser.fixture.RecordingSession;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A path whose page is the test.
final class RecordingPath implements BrowserPath {
  static final String START =
      "{\"type\":\"start\",\"app\":\"Desktop\",\"width\":1281,\"height\":721,"
          + "\"refreshMilliHz\":60000,\"scale\":1.5,\"codecs\":[\"av1\",\"h264\"],\"channels\":2,"
          + "\"gamepads\":true,\"touch\":true}";

  final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
  final BlockingQueue<String> datagrams = new LinkedBlockingQueue<>();
  final List<Long> frames = new CopyOnWriteArrayList<>();
  final List<Long> allowed = new CopyOnWriteArrayList<>();
  final CountDownLatch closed = new CountDownLatch(1);
  final CountDownLatch freed = new CountDownLatch(1);
  volatile boolean invalidation = true;
  volatile Runnable whenAllowed = () -> {}; // between preparing and starting
  volatile int sounds;
  BrowserPeer peer;
  RecordingSession session;
  ClientLink link;

  /// The next message of a type; others are skipped.
  JsonObject next(String type) throws InterruptedException {
    while (true) {
      JsonObject message = messages.poll(20, TimeUnit.SECONDS);
      assertThat(message).as("a message of type " + type).isNotNull();
      if (message.get("type").getAsString().equals(type)) {
        return message;
      }
    }
  }

  String reason(String type) throws InterruptedException {
    return next(type).get("reason").getAsString();
  }

  void send(String hex) {
    peer.datagram(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  void awaitClosed() throws InterruptedException {
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  void awaitFreed() throws InterruptedException {
    assertThat(freed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  public PathTraits traits() {
    return new PathTraits("test", "127.0.0.1:9", Set.of(Codec.H264), invalidation, 1100);
  }

  @Override
  public void control(String json) {
    messages.add(JsonParser.parseString(json).getAsJsonObject());
  }

  @Override
  public void datagram(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    datagrams.add(HexFormat.of().formatHex(bytes));
  }

  @Override
  public Map<String, Object> started(StreamFormat format) {
    return Map.of("connection", "c7", "n", 3, "b", true);
  }

  @Override
  public void allowed(long bitsPerSecond) {
    allowed.add(bitsPerSecond);
    whenAllowed.run();
  }

  @Override
  public void format(StreamFormat format) {}

  @Override
  public long sendVideo(EncodedFrame frame) {
    frames.add(frame.sequence());
    return 0;
  }

  @Override
  public void sendAudio(MemorySegment packet, int length, long captureNanos) {
    sounds++;
  }

  @Override
  public Map<String, Long> counters() {
    return Map.of("link.frames.sent", (long) frames.size());
  }

  @Override
  public void close(String reason) {
    closed.countDown();
    Thread.ofVirtual().start(peer::closed);
  }

  @Override
  public void free() {
    freed.countDown();
  }
}

package io.oriel.transport.webrtc.internal;

import io.oriel.api.session.LinkReport;
import io.oriel.api.trust.Client;
import io.oriel.api.web.Admission;
import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebSocket;
import io.oriel.lib.browser.BrowserPath;
import io.oriel.lib.browser.BrowserPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// A page's socket and its peer in the host, which remember what they are told.
final class Fakes {
  private Fakes() {}

  static Admission admission(String id) {
    return Admission.of(new Client(id, "a page", Set.of(), Instant.EPOCH));
  }

  static WebCall call(String method, String path, String query, String body, String caller) {
    return new WebCall(
        method,
        path,
        Map.of("connection", query),
        Map.of("content-type", "application/sdp"),
        body.getBytes(StandardCharsets.UTF_8),
        Optional.of(admission(caller)),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000),
        "localhost:1");
  }

  static final class Socket implements WebSocket {
    final List<String> texts = new CopyOnWriteArrayList<>();
    volatile String closed;
    volatile long waiting;

    @Override
    public void text(String message) {
      texts.add(message);
    }

    @Override
    public void binary(ByteBuffer message) {
      texts.add("binary " + message.remaining());
    }

    @Override
    public long waitingBytes() {
      return waiting;
    }

    @Override
    public void close(int code, String reason) {
      closed = reason;
    }
  }

  static final class Peer implements BrowserPeer {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final BrowserPath path;

    Peer(BrowserPath path) {
      this.path = path;
    }

    @Override
    public void control(String json) {
      heard.add(json);
    }

    @Override
    public void datagram(ByteBuffer message) {
      heard.add("datagram " + message.remaining());
    }

    @Override
    public void closed() {
      heard.add("closed");
      path.free();
    }

    @Override
    public Optional<Admission> admission() {
      return Optional.of(Fakes.admission("one"));
    }

    @Override
    public void lost(long first, long last) {
      heard.add("lost " + first);
    }

    @Override
    public void received(long sequence) {}

    @Override
    public void keyFrameWanted() {
      heard.add("key frame");
    }

    @Override
    public void report(LinkReport report) {}

    @Override
    public void carries(long bitsPerSecond) {}
  }
}

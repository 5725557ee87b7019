package io.oriel.transport.gamestream.internal;

import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.control.ControlOpener;
import io.oriel.wire.gamestream.control.ControlScheme;
import io.oriel.wire.gamestream.control.ControlSealer;
import io.oriel.wire.gamestream.control.Origin;
import io.oriel.wire.gamestream.enet.Delivery;
import io.oriel.wire.gamestream.enet.EnetEvents;
import io.oriel.wire.gamestream.enet.EnetHost;
import io.oriel.wire.gamestream.enet.EnetPeer;
import io.oriel.wire.gamestream.rtsp.RtspMessage;
import io.oriel.wire.gamestream.rtsp.RtspSeal;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// As much of a client as the tests of the streams need.
final class TestClient implements EnetEvents, AutoCloseable {
  static final InetAddress HERE = InetAddress.getLoopbackAddress();

  final byte[] key;
  final DatagramSocket control = new DatagramSocket(0, HERE);
  final DatagramSocket video = new DatagramSocket(0, HERE);
  final DatagramSocket audio = new DatagramSocket(0, HERE);
  final List<String> log = new ArrayList<>();
  private final StreamRig.Age age;
  private final ControlSealer sealer;
  private final ControlOpener opener;
  private final EnetHost host;
  private EnetPeer peer;
  private int cseq;
  private int pings;

  TestClient(byte[] key) throws IOException {
    this(key, StreamRig.Age.CURRENT);
  }

  TestClient(byte[] key, StreamRig.Age age) throws IOException {
    this.key = key;
    this.age = age;
    var scheme = age == StreamRig.Age.CURRENT ? ControlScheme.V2 : ControlScheme.LEGACY;
    this.sealer = new ControlSealer(key, Origin.CLIENT, scheme);
    this.opener = new ControlOpener(key, Origin.HOST, scheme);
    this.host =
        new EnetHost(
            1,
            255,
            (to, b, n) -> {
              try {
                control.send(new DatagramPacket(b, n, to));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            },
            this);
  }

  /// What it announces to encrypt.
  int encryption() {
    return age == StreamRig.Age.CURRENT ? 7 : 6;
  }

  RtspMessage rtsp(int port, String verb, String target, String body) throws Exception {
    cseq++;
    byte[] plain = RtspMessage.request(verb, target, cseq, "127.0.0.1", Map.of(), body).bytes();
    if (age == StreamRig.Age.BEFORE_2023) {
      return RtspMessage.parse(raw(port, plain));
    }
    byte[] answer = raw(port, RtspSeal.seal(key, Origin.CLIENT, cseq, plain));
    return RtspMessage.parse(RtspSeal.open(key, Origin.HOST, answer).orElseThrow().plain());
  }

  static byte[] raw(int port, byte[] wire) throws IOException {
    try (var socket = new Socket(HERE, port)) {
      socket.setSoTimeout(5000);
      // in two pieces, as clients do
      socket.getOutputStream().write(wire, 0, wire.length / 2);
      socket.getOutputStream().flush();
      socket.getOutputStream().write(wire, wire.length / 2, wire.length - wire.length / 2);
      socket.shutdownOutput();
      return socket.getInputStream().readAllBytes();
    }
  }

  void connect(int port, int data) throws IOException {
    peer = host.connect(new InetSocketAddress(HERE, port), 48, data, now());
    runUntil(() -> log.contains("connected"));
  }

  /// Asks for a connection and waits 300 ms for an answer.
  void tryToConnect(int port, int data) throws IOException {
    peer = host.connect(new InetSocketAddress(HERE, port), 48, data, now());
    long end = now() + 300;
    runUntil(() -> now() > end || !log.isEmpty());
  }

  void send(int channel, byte[] plain) {
    sendSealed(channel, sealer.seal(plain));
  }

  /// A message as it is.
  void sendSealed(int channel, byte[] wire) {
    peer.send(channel, wire, 0, wire.length, Delivery.RELIABLE);
    host.flush(peer, now());
  }

  void disconnect() {
    peer.disconnect(0);
    host.flush(peer, now());
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  /// Handles control datagrams until something is true, 5 s at most.
  void runUntil(BooleanSupplier done) throws IOException {
    byte[] b = new byte[4096];
    long end = now() + 5000;
    control.setSoTimeout(5);
    while (!done.getAsBoolean() && now() < end) {
      try {
        var packet = new DatagramPacket(b, b.length);
        control.receive(packet);
        host.receive(b, packet.getLength(), (InetSocketAddress) packet.getSocketAddress(), now());
      } catch (SocketTimeoutException e) {
        host.service(now());
      }
    }
    if (!done.getAsBoolean()) {
      throw new AssertionError("not in time: " + log);
    }
  }

  void ping(DatagramSocket from, int port, String payload) throws IOException {
    byte[] b =
        ByteBuffer.allocate(20)
            .put(payload.getBytes(StandardCharsets.ISO_8859_1))
            .putInt(++pings)
            .array();
    from.send(new DatagramPacket(b, b.length, HERE, port));
  }

  static byte[] receive(DatagramSocket socket) throws IOException {
    byte[] b = new byte[2048];
    var packet = new DatagramPacket(b, b.length);
    socket.setSoTimeout(5000);
    socket.receive(packet);
    return Arrays.copyOf(b, packet.getLength());
  }

  @Override
  public void connected(EnetPeer p) {
    log.add("connected");
  }

  @Override
  public void message(EnetPeer p, int channel, byte[] bytes, int offset, int length) {
    boolean good = opener.open(bytes, offset, length);
    String text = good ? "message " + Integer.toHexString(opener.type()) : "forged";
    if (good && opener.type() == 0x109) {
      text += " " + Integer.toHexString(ControlMessages.terminationCode(opener.plain()));
    }
    log.add(text);
  }

  @Override
  public void disconnected(EnetPeer p, Reason reason) {
    log.add("gone " + reason);
  }

  @Override
  public void close() {
    control.close();
    video.close();
    audio.close();
  }
}

package io.oriel.media.wire;

import java.net.InetSocketAddress;

/// Sends faster than a slow network device takes; prints what became of the datagrams.
final class FullQueue {
  private static final int DATAGRAMS = 160;
  private static final int ROUNDS = 3;
  private static final long PATIENCE_NANOS = 2_000_000_000;

  private FullQueue() {}

  public static void main(String[] args) throws Exception {
    var local = new InetSocketAddress("127.0.0.1", 0);
    var settings = new UdpSocket.Settings(local, 1 << 20, 0).receiveBuffer(1 << 20);
    var method = SendMethod.valueOf(args[0]);
    long patience = args[1].equals("patient") ? PATIENCE_NANOS : 0;
    try (var out = UdpSocket.open(settings);
        var in = UdpSocket.open(settings)) {
      var sender = out.sender(method, method == SendMethod.SINGLY ? 1 : 16);
      var receiver = in.receiver(1400, 64);
      var batch = new DatagramBatch(DATAGRAMS, DATAGRAMS * 1400);
      byte[] bytes = new byte[1400];
      for (int i = 0; i < DATAGRAMS; i++) {
        batch.add(bytes, 0, 1400);
      }
      var route = out.route(in.local(), null);
      int received = 0;
      for (int i = 0; i < ROUNDS; i++) {
        sender.send(batch, 0, DATAGRAMS, route, System.nanoTime() + patience);
        while (receiver.receive(bytes, 0) > 0) {
          received++;
        }
      }
      while (receiver.receive(bytes, PATIENCE_NANOS / 4) > 0) {
        received++;
      }
      System.out.printf("%d %d %d", sender.datagrams(), sender.drops(), received);
    }
  }
}

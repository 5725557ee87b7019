package io.oriel.media.wire;

import java.net.InetSocketAddress;

/// Sends one sealed packet over loopback and opens it; prints how.
final class PlainJava {
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private PlainJava() {}

  public static void main(String[] args) throws Exception {
    var local = new InetSocketAddress("127.0.0.1", 0);
    byte[] packet = new byte[116];
    byte[] got = new byte[116];
    try (var out = UdpSocket.open(new UdpSocket.Settings(local, 65_536, 46));
        var in = UdpSocket.open(new UdpSocket.Settings(local, 65_536, 0));
        var sealer = new PacketSealer(CipherSuite.AES_128_GCM, new byte[16]);
        var opener = new PacketOpener(CipherSuite.AES_128_GCM, new byte[16])) {
      sealer.seal(new byte[12], null, 0, 0, packet, 0, 100, packet, 0, 100);
      var sender = out.sender(DatagramSender.BURST);
      var batch = new DatagramBatch(1, 116);
      batch.add(packet, 0, 116);
      int sent =
          sender.send(batch, 0, 1, out.route(in.local(), null), System.nanoTime() + PATIENCE_NANOS);
      int length = in.receiver(116, 1).receive(got, PATIENCE_NANOS);
      boolean opened = opener.open(new byte[12], null, 0, 0, got, 0, 100, 100);
      System.out.print(sender.method() + " " + sent + " " + length + " " + opened);
    }
  }
}

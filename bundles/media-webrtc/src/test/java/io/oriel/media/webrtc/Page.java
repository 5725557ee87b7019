package io.oriel.media.webrtc;

import io.oriel.media.webrtc.internal.srtp.RtcpSealer;
import io.oriel.media.webrtc.internal.srtp.RtpOpener;
import io.oriel.media.webrtc.internal.srtp.SrtpKeys;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;

/// What a browser does, over one socket: checks, handshake, reports. One thread.
final class Page implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  final PageClient client = new PageClient(new SecureRandom());
  private final DatagramSocket socket;
  private InetSocketAddress host;
  private String answer;
  private RtpOpener opener;
  private RtcpSealer reports;
  private DTLSTransport transport;

  Page(InetAddress local) throws IOException {
    socket = new DatagramSocket(0, local);
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  /// An offer of Chromium with this page's certificate.
  String offer(String chromium) {
    return chromium
        .replaceAll("a=fingerprint:.*", "a=fingerprint:sha-256 " + client.fingerprint())
        .replaceAll("a=ice-ufrag:.*", "a=ice-ufrag:page");
  }

  void answered(String sdp, InetSocketAddress at) {
    answer = sdp;
    host = at;
  }

  private String value(String name) {
    Matcher m = Pattern.compile("a=" + name + ":(\\S+)").matcher(answer);
    if (!m.find()) {
      throw new IllegalStateException("no " + name + " in " + answer);
    }
    return m.group(1);
  }

  /// A check that nominates (RFC 8445 §7.1).
  byte[] check(String password) throws GeneralSecurityException {
    byte[] name = (value("ice-ufrag") + ":page").getBytes(StandardCharsets.US_ASCII);
    int padded = name.length + 3 & ~3;
    ByteBuffer b = ByteBuffer.allocate(20 + 4 + padded + 4 + 24 + 8);
    b.putShort((short) 1).putShort((short) (b.capacity() - 20 - 8)).putInt(0x2112A442);
    b.putLong(System.nanoTime()).putInt(7);
    b.putShort((short) 6).putShort((short) name.length).put(name);
    b.position(24 + padded);
    b.putShort((short) 0x25).putShort((short) 0);
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
    mac.update(b.array(), 0, b.position());
    b.putShort((short) 8).putShort((short) 20).put(mac.doFinal());
    b.putShort(2, (short) (b.capacity() - 20));
    var crc = new CRC32();
    crc.update(b.array(), 0, b.position());
    b.putShort((short) 0x8028).putShort((short) 4).putInt((int) crc.getValue() ^ 0x5354554e);
    return b.array();
  }

  void send(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, host));
  }

  /// @return `null`: nothing came
  byte[] receive(int millis) throws IOException {
    socket.setSoTimeout(Math.max(1, millis));
    var packet = new DatagramPacket(new byte[2000], 2000);
    try {
      socket.receive(packet);
      return Arrays.copyOf(packet.getData(), packet.getLength());
    } catch (SocketTimeoutException _) {
      return null;
    }
  }

  /// @return the answer to a good check
  byte[] checked() throws Exception {
    send(check(value("ice-pwd")));
    return receive(TIMEOUT_MILLIS);
  }

  void handshake() throws IOException {
    transport =
        new DTLSClientProtocol()
            .connect(
                client,
                new DatagramTransport() {
                  @Override
                  public int getReceiveLimit() {
                    return 2000;
                  }

                  @Override
                  public int getSendLimit() {
                    return 1200;
                  }

                  @Override
                  public int receive(byte[] to, int offset, int length, int waitMillis)
                      throws IOException {
                    byte[] got = Page.this.receive(waitMillis);
                    if (got == null || got[0] < 20 || got[0] > 63) {
                      return -1;
                    }
                    System.arraycopy(got, 0, to, offset, got.length);
                    return got.length;
                  }

                  @Override
                  public void send(byte[] from, int offset, int length) throws IOException {
                    Page.this.send(Arrays.copyOfRange(from, offset, offset + length));
                  }

                  @Override
                  public void close() {}
                });
    byte[] material = client.material();
    opener = new RtpOpener(SrtpKeys.ofServer(material));
    reports = new RtcpSealer(SrtpKeys.ofClient(material));
  }

  /// The next RTP packet of the picture, decrypted; `null`: none came.
  byte[] video(boolean open) throws IOException {
    long end = System.nanoTime() + 1_000_000L * TIMEOUT_MILLIS;
    while (System.nanoTime() < end) {
      byte[] got = receive(1000);
      boolean rtp = got != null && (got[0] & 0xc0) == 0x80 && (got[1] & 0xff) < 192 + 128;
      if (!rtp || (got[1] & 0xff) >= 192 && (got[1] & 0xff) <= 223) {
        continue;
      }
      if (!open) {
        return got;
      }
      int n = opener.open(got, 0, got.length);
      if (n > 0) {
        return Arrays.copyOf(got, n);
      }
    }
    return null;
  }

  /// Sends a report.
  void report(byte[] clear) throws IOException {
    byte[] packet = Arrays.copyOf(clear, clear.length + RtcpSealer.OVERHEAD);
    reports.seal(packet, clear.length);
    send(packet);
  }

  void leave() throws IOException {
    transport.close();
  }

  @Override
  public void close() {
    socket.close();
    if (opener != null) {
      opener.close();
      reports.close();
    }
  }
}

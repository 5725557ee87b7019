package io.oriel.client.gamestream.internal.rtsp;

import io.oriel.client.gamestream.ClientManners;
import io.oriel.client.gamestream.GameStreamException;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.wire.gamestream.rtsp.SurroundParams;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The seven requests from OPTIONS to PLAY, each on a TCP connection of its own that the host
/// closes (GameStream protocol notes §2). One object per launch, one thread.
public final class RtspHandshake {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 15_000;
  private static final long RETRY_NANOS = 500_000_000;
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern PORT = Pattern.compile("server_port=(\\d+)");
  private static final Pattern SUPPORTED =
      Pattern.compile("x-ss-general\\.encryptionSupported:(\\d+)");
  private static final Pattern REQUESTED =
      Pattern.compile("x-ss-general\\.encryptionRequested:(\\d+)");

  private final String host;
  private final int port;
  private final String url;
  private final String urlHost;
  private final RtspCipher cipher;
  private final StreamOptions options;
  private final ClientManners manners;
  private String session = "";
  private int sequence;

  /// @param sessionUrl `sessionUrl0` of the launch answer; only its scheme and port decide
  public RtspHandshake(
      String host, String sessionUrl, byte[] key, StreamOptions options, ClientManners manners)
      throws IOException {
    this.manners = manners;
    this.host = host;
    this.options = options;
    int colon = sessionUrl.lastIndexOf(':');
    try {
      this.port = Integer.parseInt(sessionUrl.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new IOException("sessionUrl0 has no port: " + sessionUrl, e);
    }
    boolean sealed = sessionUrl.startsWith("rtspenc://");
    this.cipher = sealed ? new RtspCipher(key) : null;
    if (options.sound().high(options.bitrateKbps())) {
      this.url = sessionUrl;
      int start = sessionUrl.indexOf("://") + 3;
      this.urlHost = sessionUrl.substring(start, colon);
    } else {
      this.url = (sealed ? "rtspenc" : "rtsp") + "://0.0.0.0:" + port;
      this.urlHost = "0.0.0.0";
    }
  }

  /// @param audioReady told the audio port right after SETUP audio, when pings have to begin
  public RtspResult perform(AudioReady audioReady) throws IOException {
    exchange("OPTIONS", url, "", "");
    String capabilities =
        exchange("DESCRIBE", url, "Accept: application/sdp\r\n" + modified(), "").body();
    String mark = options.codec().mark();
    if (!capabilities.contains(mark)) {
      throw new GameStreamException(415, "the host does not offer " + options.codec());
    }
    RtspAnswer audio = setup("audio/0/0");
    session = audio.headers().getOrDefault("Session", "").split(";")[0];
    if (session.isEmpty()) {
      throw new IOException("the answer to SETUP audio has no Session");
    }
    audioReady.ping(port(audio), ping(audio));
    RtspAnswer video = setup("video/0/0");
    RtspAnswer control = setup("control/13/0");
    int supported = number(SUPPORTED, capabilities) & (manners.oldControl() ? ~1 : ~0);
    int wanted = 1 | (options.encryptVideo() ? 2 : 0) | (options.encryptAudio() ? 4 : 0);
    int encryption = supported & (wanted | number(REQUESTED, capabilities));
    int packetSize = options.packetSize() - ((encryption & 2) != 0 ? 32 : 0);
    boolean invalidation =
        options.referenceInvalidation()
            && capabilities.contains("x-nv-video[0].refPicInvalidation");
    announce(Announcement.of(options, encryption, packetSize, port(video), invalidation));
    exchange("PLAY", "/", sessionLine(), "");
    return new RtspResult(
        port(audio),
        port(video),
        port(control),
        ping(audio),
        ping(video),
        (int) Long.decode(control.headers().getOrDefault("X-SS-Connect-Data", "0")).longValue(),
        encryption,
        packetSize,
        invalidation,
        sound(capabilities));
  }

  /// The layout that the host describes; that of stereo is fixed (GameStream protocol notes §4.3).
  private SurroundParams sound(String capabilities) throws GameStreamException {
    int channels = options.sound().channels();
    boolean high = options.sound().high(options.bitrateKbps());
    var described = SurroundParams.described(capabilities, channels, high);
    if (channels == 2 || described.isEmpty() && !high) {
      return described
          .filter(_ -> channels != 2)
          .orElseGet(() -> SurroundParams.of(channels, false));
    }
    return described.orElseThrow(
        () ->
            new GameStreamException(415, "the host offers no sound of " + channels + " channels"));
  }

  /// Told where sound comes from.
  @FunctionalInterface
  public interface AudioReady {
    void ping(int audioPort, String payload) throws IOException;
  }

  private RtspAnswer setup(String stream) throws IOException {
    String more = sessionLine() + "Transport: unicast;X-GS-ClientPort=50000-50001\r\n" + modified();
    return exchange("SETUP", "streamid=" + stream, more, "");
  }

  private void announce(String body) throws IOException {
    String more =
        sessionLine()
            + "Content-type: application/sdp\r\nContent-length: "
            + body.length()
            + "\r\n";
    exchange("ANNOUNCE", "streamid=control/13/0", more, body);
  }

  private RtspAnswer exchange(String verb, String target, String more, String body)
      throws IOException {
    sequence++;
    String request =
        verb
            + " "
            + target
            + " RTSP/1.0\r\nCSeq: "
            + sequence
            + "\r\nX-GS-ClientVersion: 14\r\nHost: "
            + urlHost
            + "\r\n"
            + more
            + "\r\n"
            + body;
    byte[] plain = request.getBytes(StandardCharsets.ISO_8859_1);
    byte[] reply = converse(cipher == null ? plain : cipher.seal(plain));
    byte[] opened = cipher == null ? reply : cipher.open(reply);
    RtspAnswer answer = RtspAnswer.parse(new String(opened, StandardCharsets.ISO_8859_1));
    if (answer.status() != 200) {
      throw new GameStreamException(
          answer.status(), "RTSP " + verb + ": " + answer.status() + " " + answer.reason());
    }
    return answer;
  }

  private byte[] converse(byte[] request) throws IOException {
    long until = System.nanoTime() + CONNECT_MILLIS * 1_000_000L;
    while (true) {
      try (Socket socket = new Socket()) {
        socket.bind(new InetSocketAddress(manners.from(), 0));
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        socket.setSoTimeout(READ_MILLIS);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(request);
        byte[] reply = socket.getInputStream().readNBytes(MOST_BYTES);
        if (reply.length == 0) {
          throw new IOException("the host closed the RTSP connection without an answer");
        }
        return reply;
      } catch (ConnectException e) {
        if (System.nanoTime() - until > 0) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_NANOS); // stock clients ask again each 500 ms
      }
    }
  }

  private String sessionLine() {
    return session.isEmpty() ? "" : "Session: " + session + "\r\n";
  }

  private static String modified() {
    return "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n";
  }

  private static int port(RtspAnswer answer) throws IOException {
    Matcher found = PORT.matcher(answer.headers().getOrDefault("Transport", ""));
    if (!found.find()) {
      throw new IOException("an answer to SETUP names no server_port");
    }
    return Integer.parseInt(found.group(1));
  }

  private static String ping(RtspAnswer answer) {
    String payload = answer.headers().getOrDefault("X-SS-Ping-Payload", "");
    return payload.length() == 16 ? payload : "";
  }

  private static int number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }
}

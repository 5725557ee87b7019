package io.oriel.transport.gamestream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.trust.Client;
import io.oriel.transport.gamestream.internal.launch.LaunchAudio;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord;
import io.oriel.transport.gamestream.internal.launch.LaunchTerms;
import io.oriel.transport.gamestream.internal.launch.Launches;
import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.rtsp.Description;
import io.oriel.wire.gamestream.rtsp.RtspMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The servers of the streams on loopback, and clients of them.
final class StreamRig implements AutoCloseable {
  /// What a client knows.
  enum Age {
    CURRENT,
    /// Old control encryption, sealed RTSP.
    BEFORE_2024,
    /// Old control encryption, plain RTSP.
    BEFORE_2023
  }

  private static final String ANNOUNCE =
      """
      v=0
      a=x-ml-general.featureFlags:3\s
      a=x-ss-general.encryptionEnabled:%d\s
      a=x-nv-video[0].clientViewportWd:1280\s
      a=x-nv-video[0].clientViewportHt:720\s
      a=x-nv-video[0].maxFPS:60\s
      a=x-nv-video[0].packetSize:1360\s
      a=x-nv-vqos[0].bw.maximumBitrateKbps:16000\s
      a=x-ml-video.configuredBitrateKbps:20000\s
      a=x-nv-general.useReliableUdp:13\s
      a=x-nv-vqos[0].fec.minRequiredFecPackets:2\s
      a=x-nv-vqos[0].bitStreamFormat:%d\s
      a=x-nv-audio.surround.numChannels:2\s
      a=x-nv-video[0].encoderCscMode:2\s
      """
          .replace("\n", "\r\n");

  final Map<String, Object> settings = new ConcurrentHashMap<>();
  final Launches launches = new Launches(System::nanoTime);
  final StreamServers servers;
  final Random random = new Random(17);

  StreamRig() throws Exception {
    servers = new StreamServers(() -> TestSettings.with(settings), launches);
    servers.start(List.of(TestClient.HERE), 0);
  }

  /// A current client that has launched.
  Running running(String id) throws Exception {
    return new Running(id, Age.CURRENT);
  }

  Running running(String id, Age age) throws Exception {
    return new Running(id, age);
  }

  private LaunchRecord launch(
      String id, byte[] key, RecordingSession session, boolean encryptedRtsp) throws Exception {
    var terms =
        new LaunchTerms(
            session.request().client(),
            key,
            -1995295658,
            encryptedRtsp,
            TestClient.HERE,
            DisplayRequest.of(id, 1280, 720, 60_000),
            LaunchAudio.of(LaunchAudio.STEREO, false),
            false,
            false);
    LaunchRecord record = launches.open(terms);
    launches.ready(record, session);
    return record;
  }

  @Override
  public void close() {
    servers.close();
  }

  /// A client with a running stream.
  final class Running implements AutoCloseable {
    final RecordingSession session;
    final LaunchRecord record;
    final TestClient client;

    private Running(String id, Age age) throws Exception {
      byte[] key = new byte[16];
      random.nextBytes(key);
      var owner = new Client(id, "client " + id, Set.of(), Instant.EPOCH);
      session = new RecordingSession(id, owner);
      record = launch(id, key, session, age != Age.BEFORE_2023);
      client = new TestClient(key, age);
    }

    void handshake() throws Exception {
      int port = servers.rtsp();
      assertThat(client.rtsp(port, "OPTIONS", "rtspenc://127.0.0.1", "").status()).isEqualTo(200);
      var described =
          Description.parse(client.rtsp(port, "DESCRIBE", "rtspenc://127.0.0.1", "").body());
      assertThat(described.encryptionSupported()).isEqualTo(7);
      assertThat(described.hevc()).isFalse();
      var audio = client.rtsp(port, "SETUP", "streamid=audio/0/0", "");
      assertThat(audio.header("Transport")).hasValue("server_port=" + servers.audioPort());
      assertThat(audio.header("X-SS-Ping-Payload")).hasValue(record.pingPayload());
      assertThat(audio.header("Session")).isPresent();
      client.ping(client.audio, servers.audioPort(), record.pingPayload());
      assertThat(client.rtsp(port, "SETUP", "streamid=video/0/0", "").header("Transport"))
          .hasValue("server_port=" + servers.videoPort());
      assertThat(
              client.rtsp(port, "SETUP", "streamid=control/13/0", "").header("X-SS-Connect-Data"))
          .hasValue(Integer.toUnsignedString(record.connectId()));
      assertThat(announce(client.encryption(), 0).status()).isEqualTo(200);
      assertThat(client.rtsp(port, "PLAY", "/", "").status()).isEqualTo(200);
    }

    RtspMessage announce(int encryption, int codec) throws Exception {
      return client.rtsp(
          servers.rtsp(),
          "ANNOUNCE",
          "streamid=control/13/0",
          ANNOUNCE.formatted(encryption, codec));
    }

    Running stream() throws Exception {
      handshake();
      client.connect(servers.controlPort(), record.connectId());
      client.send(0, ControlMessages.keyFrameWanted());
      client.ping(client.audio, servers.audioPort(), record.pingPayload());
      client.ping(client.video, servers.videoPort(), record.pingPayload());
      session.link.get(5, TimeUnit.SECONDS);
      client.runUntil(() -> client.log.contains("message 10e"));
      return this;
    }

    @Override
    public void close() {
      client.close();
    }

    /// What its session is told next, while the client goes on.
    String told(TestClient running) throws Exception {
      running.runUntil(() -> !session.told.isEmpty());
      return session.told.remove();
    }

    /// What its session was told next.
    String told() throws InterruptedException {
      return session.told.poll(5, TimeUnit.SECONDS);
    }
  }
}

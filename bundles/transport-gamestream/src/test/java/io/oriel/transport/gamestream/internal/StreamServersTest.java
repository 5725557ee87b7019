package io.oriel.transport.gamestream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.session.EndReason;
import io.oriel.api.trust.Client;
import io.oriel.media.wire.CauchyFec;
import io.oriel.transport.gamestream.internal.launch.LaunchAudio;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord;
import io.oriel.transport.gamestream.internal.launch.LaunchTerms;
import io.oriel.transport.gamestream.internal.launch.Launches;
import io.oriel.wire.gamestream.audio.AudioCipher;
import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.control.Origin;
import io.oriel.wire.gamestream.input.InputPackets;
import io.oriel.wire.gamestream.rtsp.Description;
import io.oriel.wire.gamestream.rtsp.RtspMessage;
import io.oriel.wire.gamestream.rtsp.RtspSeal;
import io.oriel.wire.gamestream.video.FecLayout;
import io.oriel.wire.gamestream.video.VideoOpener;
import io.oriel.wire.gamestream.video.VideoPacket;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamServersTest {
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

  private final Launches launches = new Launches(System::nanoTime);
  private final StreamServers servers = new StreamServers(TestSettings::defaults, launches);
  private final Random random = new Random(17);

  @BeforeEach
  void open() throws Exception {
    servers.start(List.of(TestClient.HERE), 0);
  }

  @AfterEach
  void close() {
    servers.close();
  }

  private LaunchRecord launch(String id, byte[] key, RecordingSession session) throws Exception {
    var terms =
        new LaunchTerms(
            session.request().client(),
            key,
            -1995295658,
            true,
            TestClient.HERE,
            DisplayRequest.of(id, 1280, 720, 60_000),
            LaunchAudio.of(LaunchAudio.STEREO, false),
            false,
            false);
    LaunchRecord record = launches.open(terms);
    launches.ready(record, session);
    return record;
  }

  private static Client client(String id) {
    return new Client(id, "client " + id, Set.of(), Instant.EPOCH);
  }

  /// A client with a running stream.
  private final class Running implements AutoCloseable {
    final RecordingSession session;
    final LaunchRecord record;
    final TestClient client;

    Running(String id) throws Exception {
      byte[] key = new byte[16];
      random.nextBytes(key);
      session = new RecordingSession(id, client(id));
      record = launch(id, key, session);
      client = new TestClient(key);
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
      assertThat(announce(7, 0).status()).isEqualTo(200);
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
  }

  private static String told(RecordingSession session) throws InterruptedException {
    return session.told.poll(5, TimeUnit.SECONDS);
  }

  @Test
  void a_client_gets_video_and_sends_input_until_it_is_told_the_end() throws Exception {
    try (var one = new Running("a001").stream()) {
      var parameters = one.session.stream().orElseThrow();
      assertThat(parameters.bitsPerSecond()).isEqualTo(14_988_000);
      assertThat(one.record.state()).isEqualTo(LaunchRecord.State.CONNECTED);

      byte[] bits = new byte[20_000];
      random.nextBytes(bits);
      one.session.link.get().sendVideo(TestFrame.of(1, EncodedFrame.KEY, bits));
      assertThat(recovered(one, 2)).isEqualTo(bits);

      one.client.send(1, ControlMessages.keyFrameWanted());
      one.client.send(1, ControlMessages.invalidate(3, 5));
      one.client.send(2, ControlMessages.input(InputPackets.key(0x41, true, 1, false)));
      one.client.send(3, ControlMessages.input(InputPackets.moveTo(640, 0, 1281, 721)));
      one.client.send(3, ControlMessages.input(InputPackets.scrollVertical(-120)));
      one.client.send(6, ControlMessages.input(InputPackets.text(0x1f600)));
      one.client.runUntil(() -> one.session.told.size() >= 8);
      assertThat(one.session.told)
          .containsExactlyInAnyOrder(
              "key frame",
              "lost 3 5",
              "key 42 true",
              "key 30 true",
              "key 42 false",
              "to 0.5 0.0",
              "scroll 0 120",
              "text " + Character.toString(0x1f600));
      assertThat(one.session.link.get().counters()).containsEntry("link.control.refused", 0L);
      var stages = one.session.link.get().distributions();
      assertThat(stages).containsOnlyKeys("packetize", "fec", "seal", "send");
      assertThat(stages.values()).allMatch(stage -> stage.count() == 1 && stage.maxNanos() > 0);
      one.session.link.get().restartDistributions();
      assertThat(one.session.link.get().distributions().get("seal").count()).isZero();

      one.session.end(EndReason.OPERATOR);
      one.client.runUntil(() -> one.client.log.contains("gone REMOTE"));
      assertThat(one.client.log).contains("message 109 80030023");
      assertThat(one.session.ended().toCompletableFuture().get(2, TimeUnit.SECONDS))
          .isEqualTo(EndReason.OPERATOR);
    }
  }

  /// Reads one encrypted frame, throws away as much as parity can repair, and repairs it.
  private static byte[] recovered(Running one, int type) throws Exception {
    var opener = new VideoOpener(one.client.key);
    int shard = 1360 + VideoPacket.RTP;
    byte[] all = null;
    int k = 0;
    int m = 0;
    for (int i = 0; all == null || i < k + m; i++) {
      byte[] d = TestClient.receive(one.client.video);
      assertThat(d).hasSize(shard + VideoPacket.SEAL_PREFIX);
      assertThat(opener.open(d, 0, d.length)).isTrue();
      int at = VideoPacket.SEAL_PREFIX;
      assertThat(VideoPacket.sequence(d, at)).isEqualTo(i);
      if (all == null) {
        k = VideoPacket.data(d, at);
        m = FecLayout.parity(k, VideoPacket.percent(d, at));
        all = new byte[(k + m) * shard];
      }
      assertThat(VideoPacket.frameIndex(d, at)).isEqualTo(1);
      System.arraycopy(d, at, all, i * shard, shard);
    }
    boolean[] present = new boolean[k + m];
    Arrays.fill(present, m, k + m, true);
    Arrays.fill(all, 0, m * shard, (byte) 0);
    assertThat(CauchyFec.recover(all, 0, shard, shard, k, m, present)).isTrue();
    byte[] stream = new byte[k * (shard - VideoPacket.HEAD)];
    for (int i = 0; i < k; i++) {
      System.arraycopy(
          all,
          i * shard + VideoPacket.HEAD,
          stream,
          i * (shard - VideoPacket.HEAD),
          shard - VideoPacket.HEAD);
    }
    assertThat(stream[0]).isEqualTo((byte) 1);
    assertThat(stream[3]).isEqualTo((byte) type);
    int last = stream[4] & 0xff | (stream[5] & 0xff) << 8;
    int length = (k - 1) * (shard - VideoPacket.HEAD) + last;
    return Arrays.copyOfRange(stream, VideoPacket.FRAME_HEAD, length);
  }

  @Test
  void sound_is_a_constant_flow_of_encrypted_silence() throws Exception {
    try (var one = new Running("a002").stream()) {
      var cipher = new AudioCipher(one.client.key, one.record.keyId());
      for (int i = 0; i < 12; i++) {
        byte[] d = TestClient.receive(one.client.audio);
        if (d[1] == 97) {
          int sequence = (d[2] & 0xff) << 8 | d[3] & 0xff;
          assertThat(cipher.decrypt(sequence, d, 12, d.length - 12))
              .hasValue(new byte[] {(byte) 0xec, (byte) 0xff, (byte) 0xfe});
        } else {
          assertThat(d[1]).isEqualTo((byte) 127);
        }
      }
    }
  }

  @Test
  void two_streams_from_one_address_keep_apart() throws Exception {
    try (var one = new Running("a003");
        var two = new Running("a004")) {
      one.stream();
      two.stream();
      one.session.link.get().sendVideo(TestFrame.of(1, EncodedFrame.KEY, new byte[300]));
      byte[] mine = TestClient.receive(one.client.video);
      assertThat(new VideoOpener(one.client.key).open(mine, 0, mine.length)).isTrue();
      two.client.send(3, ControlMessages.input(InputPackets.moveBy(3, -4)));

      assertThat(told(two.session)).isEqualTo("by 3.0 -4.0");
      two.client.disconnect();
      two.client.runUntil(() -> two.client.log.contains("gone LOCAL"));
      assertThat(told(two.session)).isEqualTo("gone true");

      assertThat(two.session.ended().toCompletableFuture().get(2, TimeUnit.SECONDS))
          .isEqualTo(EndReason.CLIENT_QUIT);
      assertThat(one.session.told).isEmpty();
      one.client.send(3, ControlMessages.input(InputPackets.moveBy(1, 1)));
      assertThat(told(one.session)).isEqualTo("by 1.0 1.0");
    }
  }

  @Test
  void video_follows_only_pings_with_the_right_payload() throws Exception {
    try (var one = new Running("a005").stream();
        var elsewhere = new DatagramSocket(0, TestClient.HERE)) {
      one.client.ping(elsewhere, servers.videoPort(), "0123456789ABCDEF");
      var link = one.session.link.get();
      link.sendVideo(TestFrame.of(1, EncodedFrame.KEY, new byte[10]));
      assertThat(TestClient.receive(one.client.video)).isNotEmpty();

      one.client.ping(elsewhere, servers.videoPort(), one.record.pingPayload());
      elsewhere.setSoTimeout(20);
      byte[] b = new byte[2048];
      var packet = new DatagramPacket(b, b.length);
      boolean moved = false;
      for (int i = 2; i < 100 && !moved; i++) {
        link.sendVideo(TestFrame.of(i, 0, new byte[10]));
        try {
          elsewhere.receive(packet);
          moved = true;
        } catch (java.net.SocketTimeoutException _) {
          moved = false; // the ping is still on its way
        }
      }
      assertThat(moved).isTrue();
    }
  }

  @Test
  void announcements_that_cannot_be_served_are_refused() throws Exception {
    try (var one = new Running("a006")) {
      assertThat(one.announce(6, 0).status()).as("old control encryption").isEqualTo(403);
      assertThat(one.announce(7, 1).status()).as("codec without encoder").isEqualTo(400);
      assertThat(one.client.rtsp(servers.rtsp(), "PLAY", "/", "").status()).isEqualTo(454);
      assertThat(one.client.rtsp(servers.rtsp(), "TEARDOWN", "/", "").status()).isEqualTo(404);
      assertThat(one.announce(7, 0).status()).isEqualTo(200);
      assertThat(one.client.rtsp(servers.rtsp(), "PLAY", "/", "").status()).isEqualTo(200);
    }
  }

  @Test
  void repeated_and_foreign_requests_get_no_answer() throws Exception {
    try (var one = new Running("a007")) {
      byte[] plain = RtspMessage.request("OPTIONS", "x", 1, "h", java.util.Map.of(), "").bytes();
      byte[] wire = RtspSeal.seal(one.client.key, Origin.CLIENT, 1, plain);
      assertThat(TestClient.raw(servers.rtsp(), wire)).isNotEmpty();

      assertThat(TestClient.raw(servers.rtsp(), wire)).isEmpty();
      byte[] foreign = RtspSeal.seal(new byte[16], Origin.CLIENT, 2, plain);
      assertThat(TestClient.raw(servers.rtsp(), foreign)).isEmpty();
      assertThat(new String(TestClient.raw(servers.rtsp(), plain))).startsWith("RTSP/1.0 454");
    }
  }

  @Test
  void every_answer_repeats_the_number_of_its_request() throws Exception {
    try (var one = new Running("a001")) {
      assertThat(answered(one, "OPTIONS / RTSP/1.0\r\nCSeq: 4294967295\r\n\r\n", 1))
          .startsWith("RTSP/1.0 200 OK\r\nCSeq: 4294967295\r\n");
      assertThat(answered(one, "NONSENSE / RTSP/1.0\r\ncseq: 0007\r\n\r\n", 2))
          .startsWith("RTSP/1.0 404 Not Found\r\nCSeq: 0007\r\n");
      assertThat(answered(one, "OPTIONS / RTSP/1.0\r\nCSeq: 1 2\r\n\r\n", 3))
          .startsWith("RTSP/1.0 400 Bad Request\r\nCSeq: 0\r\n");
      assertThat(answered(one, "OPTIONS / RTSP/1.0\r\nHost: x\r\n\r\n", 4))
          .startsWith("RTSP/1.0 400 Bad Request\r\nCSeq: 0\r\n");
    }
    byte[] plain = "OPTIONS / RTSP/1.0\r\nCSeq: 5\r\n\r\n".getBytes();

    assertThat(new String(TestClient.raw(servers.rtsp(), plain)))
        .startsWith("RTSP/1.0 454 Session Not Found\r\nCSeq: 5\r\n");
  }

  private String answered(Running one, String request, int sequence) throws Exception {
    byte[] key = one.record.key();
    byte[] wire = RtspSeal.seal(key, Origin.CLIENT, sequence, request.getBytes());
    byte[] answer = TestClient.raw(servers.rtsp(), wire);
    return new String(RtspSeal.open(key, Origin.HOST, answer).orElseThrow().plain());
  }

  @Test
  void noise_on_every_port_harms_no_stream() throws Exception {
    try (var one = new Running("a008").stream();
        var noise = new DatagramSocket(0, TestClient.HERE)) {
      int[] ports = {servers.videoPort(), servers.audioPort(), servers.controlPort()};
      for (int i = 0; i < 3000; i++) {
        byte[] b = new byte[1 + random.nextInt(80)];
        random.nextBytes(b);
        if (i % 2 == 0 && b.length > 4) {
          b[0] = (byte) 0x80;
          b[1] = 0; // the peer's own number
          b[4] &= (byte) 0x8f;
        }
        noise.send(new DatagramPacket(b, b.length, TestClient.HERE, ports[i % 3]));
      }
      for (int i = 0; i < 20; i++) {
        byte[] b = new byte[random.nextInt(3000)];
        random.nextBytes(b);
        TestClient.raw(servers.rtsp(), b);
      }

      one.client.send(3, ControlMessages.input(InputPackets.moveBy(5, 6)));
      one.client.runUntil(() -> !one.session.told.isEmpty());
      assertThat(told(one.session)).isEqualTo("by 5.0 6.0");
      one.session.link.get().sendVideo(TestFrame.of(1, EncodedFrame.KEY, new byte[3000]));
      assertThat(recovered(one, 2)).hasSize(3000);
    }
  }

  @Test
  void a_session_that_ends_before_video_tells_the_client() throws Exception {
    try (var one = new Running("a009")) {
      one.handshake();
      one.client.connect(servers.controlPort(), one.record.connectId());
      one.client.runUntil(() -> one.record.state() == LaunchRecord.State.CONNECTED);
      one.session.end(EndReason.DISPLAY_LOST);

      one.client.runUntil(() -> one.client.log.contains("gone REMOTE"));

      assertThat(one.client.log).anyMatch(l -> l.startsWith("message 109 "));
    }
  }

  @Test
  void a_connect_id_works_once() throws Exception {
    try (var one = new Running("a010").stream();
        var thief = new TestClient(one.client.key)) {
      thief.tryToConnect(servers.controlPort(), one.record.connectId());

      assertThat(thief.log).isEmpty();
    }
  }
}

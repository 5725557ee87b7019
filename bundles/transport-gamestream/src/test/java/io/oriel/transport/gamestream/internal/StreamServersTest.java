package io.oriel.transport.gamestream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.media.EncodedFrame;
import io.oriel.api.session.EndReason;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord;
import io.oriel.wire.gamestream.audio.AudioCipher;
import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.input.InputPackets;
import io.oriel.wire.gamestream.video.VideoOpener;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamServersTest {
  private StreamRig rig;
  private StreamServers servers;

  @BeforeEach
  void open() throws Exception {
    rig = new StreamRig();
    servers = rig.servers;
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void a_client_gets_video_and_sends_input_until_it_is_told_the_end() throws Exception {
    try (var one = rig.running("a001").stream()) {
      var parameters = one.session.stream().orElseThrow();
      assertThat(parameters.bitsPerSecond()).isEqualTo(14_988_000);
      assertThat(one.record.state()).isEqualTo(LaunchRecord.State.CONNECTED);

      byte[] bits = new byte[20_000];
      rig.random.nextBytes(bits);
      one.session.link.get().sendVideo(TestFrame.of(1, EncodedFrame.KEY, bits));
      assertThat(FrameRepair.next(one.client, 2)).isEqualTo(bits);

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

  @Test
  void sound_arrives_encrypted_with_parity_after_every_fourth_packet() throws Exception {
    try (var one = rig.running("a002").stream()) {
      var cipher = new AudioCipher(one.client.key, one.record.keyId());
      byte[] opus = {(byte) 0xec, 7, 8};
      for (int i = 0; i < 8; i++) {
        opus[2] = (byte) i;
        one.session.link.get().sendAudio(MemorySegment.ofArray(opus), opus.length, 0);
      }
      for (int i = 0; i < 12; i++) {
        byte[] d = TestClient.receive(one.client.audio);
        if (i % 6 < 4) {
          opus[2] = (byte) (i / 6 * 4 + i % 6);
          assertThat(d[1]).isEqualTo((byte) 97);
          int sequence = (d[2] & 0xff) << 8 | d[3] & 0xff;
          assertThat(cipher.decrypt(sequence, d, 12, d.length - 12)).hasValue(opus);
        } else {
          assertThat(d[1]).isEqualTo((byte) 127);
        }
      }
    }
  }

  @Test
  void two_streams_from_one_address_keep_apart() throws Exception {
    try (var one = rig.running("a003");
        var two = rig.running("a004")) {
      one.stream();
      two.stream();
      one.session.link.get().sendVideo(TestFrame.of(1, EncodedFrame.KEY, new byte[300]));
      byte[] mine = TestClient.receive(one.client.video);
      assertThat(new VideoOpener(one.client.key).open(mine, 0, mine.length)).isTrue();
      two.client.send(3, ControlMessages.input(InputPackets.moveBy(3, -4)));

      assertThat(two.told()).isEqualTo("by 3.0 -4.0");
      two.client.disconnect();
      two.client.runUntil(() -> two.client.log.contains("gone LOCAL"));
      assertThat(two.told()).isEqualTo("gone true");

      assertThat(two.session.ended().toCompletableFuture().get(2, TimeUnit.SECONDS))
          .isEqualTo(EndReason.CLIENT_QUIT);
      assertThat(one.session.told).isEmpty();
      one.client.send(3, ControlMessages.input(InputPackets.moveBy(1, 1)));
      assertThat(one.told()).isEqualTo("by 1.0 1.0");
    }
  }

  @Test
  void video_follows_only_pings_with_the_right_payload() throws Exception {
    try (var one = rig.running("a005").stream();
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
}

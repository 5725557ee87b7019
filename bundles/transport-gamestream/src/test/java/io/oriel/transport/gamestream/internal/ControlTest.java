package io.oriel.transport.gamestream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.media.EncodedFrame;
import io.oriel.api.session.EndReason;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord;
import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.control.ControlSealer;
import io.oriel.wire.gamestream.control.Origin;
import io.oriel.wire.gamestream.input.InputPackets;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlTest {
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
  void noise_on_every_port_harms_no_stream() throws Exception {
    try (var one = rig.running("a008").stream();
        var noise = new DatagramSocket(0, TestClient.HERE)) {
      int[] ports = {servers.videoPort(), servers.audioPort(), servers.controlPort()};
      for (int i = 0; i < 3000; i++) {
        byte[] b = new byte[1 + rig.random.nextInt(80)];
        rig.random.nextBytes(b);
        if (i % 2 == 0 && b.length > 4) {
          b[0] = (byte) 0x80;
          b[1] = 0; // the peer's own number
          b[4] &= (byte) 0x8f;
        }
        noise.send(new DatagramPacket(b, b.length, TestClient.HERE, ports[i % 3]));
      }
      for (int i = 0; i < 20; i++) {
        byte[] b = new byte[rig.random.nextInt(3000)];
        rig.random.nextBytes(b);
        TestClient.raw(servers.rtsp(), b);
      }

      one.client.send(3, ControlMessages.input(InputPackets.moveBy(5, 6)));
      one.client.runUntil(() -> !one.session.told.isEmpty());
      assertThat(one.told()).isEqualTo("by 5.0 6.0");
      one.session.link.get().sendVideo(TestFrame.of(1, EncodedFrame.KEY, new byte[3000]));
      assertThat(FrameRepair.next(one.client, 2)).hasSize(3000);
    }
  }

  @Test
  void a_session_that_ends_before_video_tells_the_client() throws Exception {
    try (var one = rig.running("a009")) {
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
    try (var one = rig.running("a010").stream();
        var thief = new TestClient(one.client.key)) {
      thief.tryToConnect(servers.controlPort(), one.record.connectId());

      assertThat(thief.log).isEmpty();
    }
  }

  @Test
  void messages_nobody_knows_change_nothing() throws Exception {
    try (var one = rig.running("a011").stream()) {
      for (int type : new int[] {0, 0x0109, 0x010e, 0x0204, 0x3001, 0x5500, 0x7fff, 0xffff}) {
        for (int length : new int[] {0, 1, 7, 300}) {
          one.client.send(length % 48, plain(type, length));
        }
      }
      for (int type : new int[] {0x0206, 0x0301, 0x0350, 0x5502}) { // known, but cut off
        one.client.send(0, plain(type, 0));
        one.client.send(0, plain(type, 3));
      }
      one.client.send(3, ControlMessages.input(InputPackets.moveBy(1, 2)));
      one.client.runUntil(() -> one.session.told.contains("by 1.0 2.0"));

      assertThat(one.session.told).containsExactly("by 1.0 2.0");
      assertThat(one.session.ended().toCompletableFuture()).isNotDone();
    }
  }

  private static byte[] plain(int type, int length) {
    byte[] b = new byte[4 + length];
    b[0] = (byte) type;
    b[1] = (byte) (type >> 8);
    b[2] = (byte) length;
    b[3] = (byte) (length >> 8);
    return b;
  }

  @Test
  void what_is_sealed_for_another_session_is_refused() throws Exception {
    try (var one = rig.running("a012").stream();
        var two = rig.running("a013").stream()) {
      var foreign = new ControlSealer(two.client.key, Origin.CLIENT);

      one.client.sendSealed(3, foreign.seal(ControlMessages.input(InputPackets.moveBy(9, 9))));
      one.client.send(3, ControlMessages.input(InputPackets.moveBy(1, 1)));

      assertThat(one.told(one.client)).isEqualTo("by 1.0 1.0");
      assertThat(one.session.link.get().counters()).containsEntry("link.control.refused", 1L);
      assertThat(two.session.told).isEmpty();
    }
  }

  @Test
  void a_repeated_message_is_refused() throws Exception {
    try (var one = rig.running("a014").stream()) {
      byte[] wire =
          new ControlSealer(one.client.key, Origin.CLIENT)
              .seal(ControlMessages.input(InputPackets.moveBy(9, 9))); // number 0 is used up

      one.client.sendSealed(3, wire);
      one.client.send(3, ControlMessages.input(InputPackets.moveBy(1, 1)));

      assertThat(one.told(one.client)).isEqualTo("by 1.0 1.0");
    }
  }

  @Test
  void old_clients_are_served_where_their_host_wants_it() throws Exception {
    rig.settings.put("legacy_control_encryption", true);
    rig.settings.put("plain_rtsp", true);
    for (var age : StreamRig.Age.values()) {
      try (var one = rig.running("a02" + age.ordinal(), age).stream()) {
        one.client.send(3, ControlMessages.input(InputPackets.moveBy(1, 1)));

        assertThat(one.told(one.client)).isEqualTo("by 1.0 1.0");
        one.session.end(EndReason.TAKEN_OVER);
        one.client.runUntil(() -> one.client.log.contains("gone REMOTE"));
        assertThat(one.client.log).contains("message 109 80030023");
      }
    }
  }
}

package io.oriel.transport.gamestream.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.OpusLayout;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Client;
import io.oriel.media.wire.UdpSocket;
import io.oriel.transport.gamestream.internal.launch.LaunchAudio;
import io.oriel.transport.gamestream.internal.launch.LaunchTerms;
import io.oriel.transport.gamestream.internal.launch.Launches;
import io.oriel.transport.gamestream.internal.stream.GameStream;
import io.oriel.wire.gamestream.rtsp.Announcement;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoundSenderTest {
  private static final String ANNOUNCE =
      """
      a=x-ss-general.encryptionEnabled:7
      a=x-nv-video[0].clientViewportWd:1280
      a=x-nv-video[0].clientViewportHt:720
      a=x-nv-video[0].maxFPS:60
      a=x-nv-video[0].packetSize:1360
      a=x-nv-vqos[0].bw.maximumBitrateKbps:16000
      a=x-nv-general.useReliableUdp:13
      a=x-nv-audio.surround.numChannels:2
      """
          .replace("\n", "\r\n");

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private UdpSocket socket;
  private SoundSender sender;

  @BeforeEach
  void open() throws Exception {
    var client = new Client("a001", "client", Set.of(), Instant.EPOCH);
    var format =
        new StreamFormat(Codec.H264, 1280, 720, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);
    var launches = new Launches(System::nanoTime);
    var record =
        launches.open(
            new LaunchTerms(
                client,
                new byte[16],
                1,
                true,
                HERE,
                DisplayRequest.of("a001", 1280, 720, 60_000),
                LaunchAudio.of(LaunchAudio.STEREO, false),
                false,
                false));
    var sound = new AudioParameters(OpusLayout.STEREO, 5, 96_000);
    var parameters = new StreamParameters(format, 15_000_000, 0, 1, 0, false, false, sound);
    socket = UdpSocket.open(new UdpSocket.Settings(new InetSocketAddress(HERE, 0), 65_536, 0));
    var stream = new GameStream(record, Announcement.parse(ANNOUNCE), parameters, HERE, _ -> {});
    stream.audioTo(socket.route(socket.local(), null));
    sender = new SoundSender(stream, socket);
  }

  @AfterEach
  void close() {
    socket.close();
  }

  @Test
  void sound_that_was_not_sent_is_counted_as_dropped() {
    sound(100);
    socket.close();
    sound(100);

    assertThat(sender.packets()).isEqualTo(1);
    assertThat(sender.dropped()).isEqualTo(1);
  }

  /// Encrypted, 1376 bytes have no room left in a datagram.
  @Test
  void sound_too_long_for_a_datagram_is_dropped_and_counted() {
    sound(1375);
    sound(1376);
    sound(1 << 20);

    assertThat(sender.packets()).isEqualTo(1);
    assertThat(sender.dropped()).isEqualTo(2);
  }

  private void sound(int length) {
    sender.send(MemorySegment.ofArray(new byte[length]), length);
  }
}

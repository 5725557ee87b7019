package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.ClientManners;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.StreamFigures;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The client uses the same two local ports again and again, and what was its port for video is its
/// port for sound the next time. Whatever an old session still sends is then found by the new one:
/// it is sealed with a key that nobody has any more.
class QuitLaunchTest {
  /// `-Doriel.quit.rounds=200` runs as many rounds as a release needs.
  private static final int ROUNDS = Integer.getInteger("oriel.quit.rounds", 20);

  private enum Leaving {
    /// While it streams, as if another program of the client did it.
    QUIT_FIRST,
    QUIT_AFTERWARDS,
    /// The next round takes the stream over, which nobody has left yet.
    WITHOUT_A_WORD
  }

  private static final StreamOptions SMALL = StreamOptions.of(640, 480, 30).decoding(false);

  @Test
  void every_launch_right_after_a_quit_gets_its_picture_and_nothing_of_the_one_before()
      throws Exception {
    try (RunningHost host = Stages.host()) {
      GameStreamHost client = host.paired();
      int[] ports = freePorts();
      long foreign = 0;
      double slowest = 0;
      for (int i = 0; i < ROUNDS; i++) {
        int odd = i & 1;
        client.manners(ClientManners.USUAL.ports(ports[odd], ports[1 - odd]));
        StreamFigures figures = round(client, i);
        foreign += figures.packetsMalformed() + figures.audioMalformed();
        slowest = Math.max(slowest, figures.firstKeyFrameMs());
      }
      System.out.printf(
          "%d rounds of quit and launch: slowest first picture %.0f ms, %d foreign datagrams%n",
          ROUNDS, slowest, foreign);
      assertThat(foreign).isZero();
      client.quit();
      assertThat(host.desktops()).isEmpty();
    }
  }

  private static StreamFigures round(GameStreamHost client, int number) throws Exception {
    var shown = new CountDownLatch(1);
    var listener =
        new StreamListener() {
          @Override
          public void frame(ReceivedFrame frame) {
            shown.countDown();
          }
        };
    Leaving leaving = Leaving.values()[number % Leaving.values().length];
    var stream = client.stream("Desktop", SMALL, listener);
    try (stream) {
      assertThat(shown.await(Stages.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("a picture in round %d", number)
          .isTrue();
      switch (leaving) {
        case QUIT_FIRST -> client.quit();
        case WITHOUT_A_WORD -> stream.vanish();
        case QUIT_AFTERWARDS -> {}
      }
    }
    if (leaving == Leaving.QUIT_AFTERWARDS) {
      client.quit();
    }
    return stream.figures();
  }

  private static int[] freePorts() throws SocketException {
    try (var one = new DatagramSocket();
        var two = new DatagramSocket()) {
      return new int[] {one.getLocalPort(), two.getLocalPort()};
    }
  }
}

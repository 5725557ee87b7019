package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.probe.ProbeReport;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Latency is measured on real pictures; only what would be wrong on any machine is checked.
class ProbeTest {
  private static RunningHost host;

  @BeforeAll
  static void start() throws Exception {
    host = Stages.host();
    host.paired();
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void the_probe_tells_the_age_of_real_pictures_by_the_programs_clock() throws Exception {
    int port = freePort();
    String clock = "127.0.0.1:" + port;
    try (var client =
        ProbeProcess.start(host, "1280x720x60", 8, "--warm-up", "1", "--clock", clock)) {
      String socket = host.desktops(1).getFirst().socket();
      try (var _ =
          PatternProcess.start(socket, "--fps", "60", "--content", "busy", "--clock", clock)) {
        ProbeReport report = client.await();

        assertThat(report.distinct()).isGreaterThan(30);
        assertThat(report.unreadable()).isLessThanOrEqualTo(report.pictures() / 20);
        assertThat(report.backwards()).isZero();
        assertThat(report.torn()).isZero();
        assertThat(report.implausible()).isZero();
        assertThat(report.drawnPerSecond()).isBetween(10.0, 61.0);
        assertThat(report.stages())
            .allSatisfy(stage -> assertThat(stage.latency().count()).isGreaterThan(30));
        double parts =
            report.stage("capture").p50Ms()
                + report.stage("host").p50Ms()
                + report.stage("receive").p50Ms()
                + report.stage("decode").p50Ms();
        double whole = report.stage("draw-decoded").p50Ms();
        assertThat(whole).isBetween(0.5, 500.0);
        assertThat(parts).as("parts of %.1f ms", whole).isBetween(whole / 2, whole * 2);
        // one machine, so the truth is known: no offset at all
        assertThat(Math.abs(report.clock().offsetMs())).isLessThan(report.clock().boundMs());
        assertThat(report.clock().rounds()).isPositive();
      }
    }
    host.desktops(0);
  }

  private static int freePort() throws Exception {
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var socket = new DatagramSocket(any)) {
      return socket.getLocalPort();
    }
  }
}

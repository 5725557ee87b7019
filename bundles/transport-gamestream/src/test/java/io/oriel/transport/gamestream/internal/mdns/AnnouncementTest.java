package io.oriel.transport.gamestream.internal.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.util.List;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
  private static final String TYPE = "_nvstream._tcp.local.";

  @Test
  void a_browser_on_the_same_interface_finds_the_host() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (var browser = JmDNS.create(loopback);
        var _ = new Announcement(List.of(loopback), "first light", 47989)) {
      ServiceInfo found = browser.getServiceInfo(TYPE, "first light", 8_000);

      assumeTrue(found != null, "multicast on loopback is not delivered here");
      assertThat(found.getPort()).isEqualTo(47989);
      assertThat(found.getTextBytes()).containsExactly(0);
      assertThat(found.getInetAddresses()).containsExactly(loopback);
    }
  }

  @Test
  void a_name_is_cut_to_what_fits() {
    assertThat(Announcement.label("box")).isEqualTo("box");
    assertThat(Announcement.label("ü".repeat(40))).isEqualTo("ü".repeat(31));
    assertThat(Announcement.label("\uD83D\uDDA5".repeat(20))).isEqualTo("\uD83D\uDDA5".repeat(15));
  }
}

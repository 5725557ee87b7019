package io.oriel.transport.webtransport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.web.Admission;
import io.oriel.lib.browser.BrowserHost;
import io.oriel.lib.browser.fixture.FakeHost;
import io.oriel.media.webtransport.ClientStream;
import io.oriel.media.webtransport.CloseReason;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrangersTest {
  private final FakeHost fake = new FakeHost();
  private final BrowserHost host = new BrowserHost("test", fake.services(), () -> 1_000_000);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Strangers strangers = new Strangers();

  @AfterEach
  void close() {
    host.close();
    timer.shutdownNow();
  }

  private PageSession page() {
    var page = new PageSession(host, timer, () -> 250, strangers);
    page.opened(new FakeSession());
    return page;
  }

  @Test
  void those_without_a_ticket_leave_room_for_others() throws Exception {
    InetAddress here = new FakeSession().peer().getAddress();
    List<PageSession> pages = new ArrayList<>();
    for (int i = 0; i < Strangers.MOST; i++) {
      assertThat(strangers.room(here)).isTrue();
      pages.add(page());
    }

    assertThat(strangers.room(here)).isFalse();
    assertThat(strangers.room(InetAddress.getByName("192.0.2.7"))).isTrue();
    hello(pages.get(0));
    assertThat(strangers.room(here)).isTrue();
    pages.add(page());
    assertThat(strangers.room(here)).isFalse();
    pages.get(1).closed(new CloseReason(CloseReason.By.CLIENT, 0, ""));
    assertThat(strangers.room(here)).isTrue();
    pages.forEach(page -> page.closed(new CloseReason(CloseReason.By.CLIENT, 0, "")));
  }

  private void hello(PageSession page) {
    fake.tickets.put("t", Admission.of(fake.client));
    byte[] json =
        "{\"type\":\"hello\",\"version\":1,\"ticket\":\"t\"}".getBytes(StandardCharsets.UTF_8);
    page.streamOpened(new DeafStream())
        .read(ByteBuffer.allocate(4 + json.length).putInt(json.length).put(json).flip());
  }

  /// A control channel whose page hears nothing.
  private static final class DeafStream implements ClientStream {
    @Override
    public long id() {
      return 0;
    }

    @Override
    public boolean bidirectional() {
      return true;
    }

    @Override
    public boolean write(ByteBuffer bytes) {
      return true;
    }

    @Override
    public void finish(ByteBuffer bytes) {}

    @Override
    public long unsentBytes() {
      return 0;
    }

    @Override
    public void reading(boolean on) {}

    @Override
    public void reset(int code) {}
  }
}

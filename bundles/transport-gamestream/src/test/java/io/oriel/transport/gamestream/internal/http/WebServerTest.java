package io.oriel.transport.gamestream.internal.http;

import static io.oriel.transport.gamestream.internal.http.TestClient.element;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.app.App;
import io.oriel.api.session.EndReason;
import io.oriel.transport.gamestream.internal.Apps;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerTest {
  private static final TestIdentity TV = TestIdentity.make();
  private static final TestIdentity PHONE =
      TestIdentity.make(Instant.now().plus(Duration.ofDays(400))); // its clock is wrong
  private static final String DESKTOP = "appid=881448767&mode=1280x720x60&localAudioPlayMode=0";

  private TestHost host;
  private TestClient tv;
  private TestClient phone;
  private int keys;

  @BeforeEach
  void start() throws Exception {
    host = new TestHost();
    tv = host.client(TV);
    phone = host.client(PHONE);
  }

  @AfterEach
  void stop() {
    tv.close();
    phone.close();
    host.close();
  }

  private String launch(String more) {
    keys++;
    return "/launch?" + DESKTOP + key() + more;
  }

  private String key() {
    return "&rikeyid=-1995295658&corever=1&rikey=" + "%032x".formatted(keys);
  }

  @Test
  void server_info_over_http_is_that_of_a_free_and_unpaired_host() throws Exception {
    host.pair(TV);
    tv.https(launch(""));

    String info = tv.http("/serverinfo?uniqueid=1&uuid=2");

    assertThat(info)
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><root status_code=\"200\">"
                + "<hostname>box &amp; &lt;co&gt;</hostname><appversion>7.1.431.-1</appversion>"
                + "<GfeVersion>3.23.0.74</GfeVersion>"
                + "<uniqueid>00000000-0000-4000-8000-000000000001</uniqueid>"
                + "<HttpsPort>"
                + host.ports.https()
                + "</HttpsPort><ExternalPort>"
                + host.ports.http()
                + "</ExternalPort><LocalIP>127.0.0.1</LocalIP><mac>00:00:00:00:00:00</mac>"
                + "<MaxLumaPixelsHEVC>1869449984</MaxLumaPixelsHEVC>"
                + "<ServerCodecModeSupport>769</ServerCodecModeSupport>"
                + "<PairStatus>0</PairStatus><currentgame>0</currentgame>"
                + "<state>ORIEL_SERVER_FREE</state></root>");
  }

  @Test
  void busy_is_told_to_the_client_that_runs_something_and_to_no_other() throws Exception {
    host.pair(TV);
    host.pair(PHONE);
    tv.https(launch(""));

    String own = tv.https("/serverinfo");
    String other = phone.https("/serverinfo");

    assertThat(element(own, "state")).isEqualTo("ORIEL_SERVER_BUSY");
    assertThat(element(own, "currentgame")).isEqualTo("881448767");
    assertThat(element(other, "state")).isEqualTo("ORIEL_SERVER_FREE");
    assertThat(element(other, "currentgame")).isEqualTo("0");
    assertThat(element(other, "PairStatus")).isEqualTo("1");
  }

  @Test
  void an_unknown_certificate_and_none_get_401_in_xml() throws Exception {
    try (var nobody = host.client(null);
        var old = new TestClient(host.ports, TV, "TLSv1.2")) {
      for (TestClient client : new TestClient[] {tv, phone, nobody, old}) {
        for (String path :
            new String[] {
              "/serverinfo", "/applist", "/appasset?appid=1", "/launch", "/resume", "/cancel"
            }) {
          var response = client.request(true, path);
          assertThat(response.statusCode()).isEqualTo(200);
          assertThat(new String(response.body(), StandardCharsets.UTF_8))
              .contains("status_code=\"401\"");
        }
      }
    }
  }

  @Test
  void http_serves_nothing_that_needs_a_paired_client() throws Exception {
    for (String path :
        new String[] {
          "/applist", "/appasset?appid=881448767", "/launch", "/resume", "/cancel", "/", "/x"
        }) {
      assertThat(tv.request(false, path).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void the_list_has_the_desktop_and_its_picture() throws Exception {
    host.pair(TV);
    host.catalog.add(App.of("custom:a", "Tom & Jerry", List.of("a")));

    String list = tv.https("/applist");
    var picture = tv.request(true, "/appasset?appid=881448767&AssetType=2&AssetIdx=0");

    assertThat(list)
        .endsWith(
            "<root status_code=\"200\"><App><IsHdrSupported>0</IsHdrSupported>"
                + "<IsAppCollectorGame>0</IsAppCollectorGame>"
                + "<AppTitle>Desktop</AppTitle><ID>881448767</ID></App>"
                + "<App><IsHdrSupported>0</IsHdrSupported>"
                + "<IsAppCollectorGame>0</IsAppCollectorGame>"
                + "<AppTitle>Tom &amp; Jerry</AppTitle><ID>"
                + number("custom:a")
                + "</ID></App></root>");
    assertThat(picture.headers().firstValue("content-type")).contains("image/png");
    assertThat(picture.body()).startsWith(0x89, 'P', 'N', 'G');
    assertThat(tv.request(true, "/appasset?appid=7").statusCode()).isEqualTo(404);
    String undrawn = "/appasset?appid=" + number("custom:a");
    assertThat(tv.request(true, undrawn).statusCode()).isEqualTo(404);
  }

  private int number(String id) {
    return new Apps(host.catalog).number(id);
  }

  @Test
  void a_launch_leaves_a_record_for_rtsp() throws Exception {
    host.pair(TV);

    String answer = tv.https(launch("&surroundAudioInfo=4128774&gcpersist=1"));

    assertThat(element(answer, "sessionUrl0")).isEqualTo("rtspenc://127.0.0.1:48010");
    assertThat(element(answer, "gamesession")).isEqualTo("1");
    var records = host.launches.candidates(InetAddress.getLoopbackAddress());
    assertThat(records).hasSize(1);
    LaunchRecord record = records.getFirst();
    assertThat(record.key()).hasSize(16).endsWith(new byte[] {1});
    assertThat(record.keyId()).isEqualTo(-1995295658);
    assertThat(record.pingPayload()).hasSize(16);
    assertThat(record.terms().audio().channels()).isEqualTo(6);
    assertThat(record.terms().keepControllers()).isTrue();
    assertThat(host.orchestrator.prepared.getFirst().request().display().heightPx()).isEqualTo(720);
  }

  @Test
  void bad_parameters_of_a_launch_are_named() throws Exception {
    host.pair(TV);
    for (String bad :
        new String[] {
          "/launch",
          "/launch?" + DESKTOP + "&rikeyid=1",
          "/launch?" + DESKTOP + "&rikey=00&rikeyid=1&corever=1",
          "/launch?" + DESKTOP + "&rikey=" + "0".repeat(32),
          "/launch?" + DESKTOP + "&rikeyid=4294967295&rikey=" + "0".repeat(32),
          "/launch?appid=881448767&mode=1281x720x60&localAudioPlayMode=0" + key(),
          "/launch?appid=881448767&mode=1x2x3&localAudioPlayMode=0" + key(),
          "/launch?appid=881448767&mode=1280x720&localAudioPlayMode=0" + key(),
          "/launch?appid=881448767&mode=1280x720x60" + key(),
          "/launch?mode=1280x720x60&localAudioPlayMode=0" + key(),
          "/launch?" + DESKTOP + "&surroundAudioInfo=3" + key(),
          "/launch?" + DESKTOP + "&appid=2" + key()
        }) {
      assertThat(tv.https(bad)).as(bad).contains("status_code=\"400\"");
    }
    assertThat(host.orchestrator.prepared).isEmpty();
    assertThat(tv.https(launch("").replace("appid=881448767", "appid=7"))).contains("\"404\"");
  }

  @Test
  void a_key_is_used_once() throws Exception {
    host.pair(TV);
    host.pair(PHONE);
    String same = launch("");
    tv.https(same);

    assertThat(phone.https(same)).contains("\"400\"").contains("<gamesession>0</gamesession>");
  }

  @Test
  void plain_rtsp_needs_the_setting_and_takes_turns() throws Exception {
    host.pair(TV);
    host.pair(PHONE);
    String first = launch("").replace("corever=1", "corever=0");
    String second = launch("").replace("corever=1", "corever=0");
    assertThat(tv.https(first)).contains("\"403\"");
    host.settings.put("plain_rtsp", true);

    assertThat(element(tv.https(first), "sessionUrl0")).startsWith("rtsp://");
    assertThat(phone.https(second)).contains("\"503\"");
    assertThat(phone.https(launch(""))).contains("<gamesession>1</gamesession>");
  }

  @Test
  void a_host_without_a_way_to_stream_says_why() throws Exception {
    host.pair(TV);
    host.orchestrator.failure = "sway is not installed";

    assertThat(tv.https(launch("")))
        .contains("status_code=\"503\" status_message=\"sway is not installed\"")
        .contains("<gamesession>0</gamesession>");
    assertThat(host.launches.candidates(InetAddress.getLoopbackAddress())).isEmpty();
  }

  @Test
  void a_full_host_says_so_in_words_that_the_client_shows() throws Exception {
    host.pair(TV);
    host.orchestrator.failure = "This host streams to 4 devices already";

    assertThat(tv.https(launch("")))
        .contains("status_code=\"503\" status_message=\"This host streams to 4 devices already\"")
        .contains("<gamesession>0</gamesession>");
  }

  @Test
  void resume_takes_over_the_own_session_with_a_new_key() throws Exception {
    host.pair(TV);
    assertThat(tv.https(launch("").replace("/launch", "/resume")))
        .contains("\"503\"")
        .contains("<resume>0</resume>");
    tv.https(launch(""));

    String resumed = tv.https(launch("").replace("/launch", "/resume"));

    assertThat(element(resumed, "resume")).isEqualTo("1");
    assertThat(host.orchestrator.prepared).hasSize(2);
    assertThat(host.orchestrator.prepared.getFirst().ended())
        .isCompletedWithValue(EndReason.TAKEN_OVER);
    assertThat(host.launches.candidates(InetAddress.getLoopbackAddress())).hasSize(1);
  }

  @Test
  void a_resume_that_does_not_say_keeps_the_speakers_as_they_were() throws Exception {
    host.pair(TV);
    String speakers = launch("").replace("localAudioPlayMode=0", "localAudioPlayMode=1");
    tv.https(speakers);

    tv.https(launch("").replace("/launch", "/resume").replaceAll("&localAudioPlayMode=\\d", ""));

    assertThat(host.orchestrator.prepared)
        .extracting(session -> session.request().sound().alsoOnHost())
        .containsExactly(true, true);
  }

  @Test
  void cancel_frees_the_host_for_the_caller_and_leaves_others_alone() throws Exception {
    host.pair(TV);
    host.pair(PHONE);
    tv.https(launch(""));
    phone.https(launch(""));

    assertThat(element(tv.https("/cancel"), "cancel")).isEqualTo("1");

    assertThat(element(tv.https("/serverinfo"), "state")).endsWith("_FREE");
    assertThat(element(phone.https("/serverinfo"), "state")).endsWith("_BUSY");
    assertThat(host.launches.candidates(InetAddress.getLoopbackAddress())).hasSize(1);
  }

  @Test
  void a_removed_client_loses_its_session_and_its_launch() throws Exception {
    var client = host.pair(TV);
    tv.https(launch(""));

    host.trust.remove(client.id());

    assertThat(host.orchestrator.prepared.getFirst().ended())
        .isCompletedWithValue(EndReason.REVOKED);
    assertThat(host.launches.candidates(InetAddress.getLoopbackAddress())).isEmpty();
    assertThat(tv.https("/serverinfo")).contains("\"401\"");
  }

  @Test
  void answers_close_the_connection() throws Exception {
    String answer = raw("GET /serverinfo HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer.toLowerCase(Locale.ROOT))
        .startsWith("http/1.1 200 ")
        .contains("\r\nconnection: close\r\n")
        .contains("\r\ncontent-length: ");
  }

  @Test
  void what_is_not_a_get_or_too_long_is_refused() throws Exception {
    assertThat(raw("POST /pair HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ");
    assertThat(raw("GET /" + "a".repeat(30_000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 414 ");
    assertThat(raw("GET /serverinfo?" + "a".repeat(16_300) + "=1 HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(raw("GET /serverinfo?%zz HTTP/1.1\r\n\r\n")).contains("status_code=\"400\"");
    assertThat(raw("rubbish\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void rubbish_on_both_ports_harms_nobody() throws Exception {
    byte[] good =
        "GET /pair?uniqueid=1&phrase=getservercert&salt=00&clientcert=00 HTTP/1.1\r\nHost: x\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    var random = new Random(11);
    long end = System.nanoTime() + 1_000_000_000L;
    while (System.nanoTime() < end) {
      byte[] bad = good.clone();
      for (int i = random.nextInt(12); i >= 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      int port = random.nextInt(4) == 0 ? host.ports.https() : host.ports.http();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(bad, 0, 1 + random.nextInt(bad.length));
      } catch (SocketException _) {
        // the host hung up first, as it may
      }
    }

    assertThat(tv.http("/serverinfo")).contains("status_code=\"200\"");
    host.pair(TV);
    assertThat(tv.https("/serverinfo")).contains("<PairStatus>1</PairStatus>");
  }

  private String raw(String request) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), host.ports.http())) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(5));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

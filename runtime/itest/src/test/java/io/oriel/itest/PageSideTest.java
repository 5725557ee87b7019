package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oriel.client.gamestream.WavFile;
import io.oriel.itest.browser.Browser;
import io.oriel.itest.browser.OpenPage;
import io.oriel.itest.browser.Page;
import io.oriel.testkit.Tones;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes beside the picture: sound, microphone, files and clipboard of a real desktop and a
/// real browser.
class PageSideTest {
  private static final int FILE_BYTES = 50 << 20;
  private static final String SIDE_RIGHTS = "+FILES +CLIPBOARD_READ +CLIPBOARD_WRITE +MICROPHONE";
  private static final int RED = 0xc02040;

  /// The tone shall arrive as it is: what browsers do against noise is theirs.
  private static final String PLAIN_MICROPHONE =
      """
      const media = MediaDevices.prototype.getUserMedia;
      MediaDevices.prototype.getUserMedia = function () {
        return media.call(this, { audio: {
          echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
      };
      """;

  @TempDir private static Path folder;
  /// Counts the pictures that the page compares with what it got, and those that it sends.
  private static final String COUNT_PICTURES =
      """
      (() => {
        window.compared = 0;
        window.sentPictures = 0;
        const { digest } = SubtleCrypto.prototype;
        SubtleCrypto.prototype.digest = function (...all) {
          return digest.apply(this, all).finally(() => { window.compared++; });
        };
        const { fetch } = window;
        window.fetch = (path, options) => {
          window.sentPictures += options?.body?.type === 'image/png' ? 1 : 0;
          return fetch(path, options);
        };
      })()
      """;

  private static RunningHost host;
  private static Browser browser;
  private static OpenPage opened;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Browser.lack().isEmpty(), () -> Browser.lack().orElseThrow());
    // programs of the desktop run as another user, who has to get in
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    host =
        Stages.host(
            Map.of(
                "io.oriel.host.exchange.config",
                "folder=\"%s\"\nreserve.mib=L\"1\"\n".formatted(folder.resolve("files"))));
    browser = Browser.start(Optional.of(spoken()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (host != null) {
      host.close();
    }
  }

  @AfterEach
  void leave() throws Exception {
    if (opened != null) {
      opened.close();
      opened = null;
      host.desktops(0);
    }
  }

  /// Opens the page and has the owner allow all of it, or nothing.
  private static Desktop begin(String query, String rights) throws Exception {
    Page tab = browser.page(960, 540);
    tab.before(PLAIN_MICROPHONE);
    opened = OpenPage.open(host, tab, query);
    browser.grant(
        OpenPage.address(host), "clipboardReadWrite", "clipboardSanitizedWrite", "audioCapture");
    tab.front();
    opened.rights(host, rights);
    opened.prefer("{ clipboardIn: true, clipboardOut: true }");
    opened.start("Desktop");
    return host.desktops(1).getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"webtransport", "webrtc"})
  void a_tone_of_the_desktop_is_heard(String transport) throws Exception {
    assumeTrue(TonePlayer.lack().isEmpty(), () -> TonePlayer.lack().orElseThrow());
    Desktop desktop = begin("?transport=" + transport, SIDE_RIGHTS);
    opened.await("(oriel.stats()?.audio?.level ?? 1) < 0.001");
    try (var _ = TonePlayer.start(desktop, 2)) {
      // WebRTC's own player tells how loud it is, but not its pitch
      opened.await("oriel.stats().audio.level > 0.1");
      if (transport.equals("webtransport")) {
        opened.await("Math.abs(oriel.stats().audio.hertz - %s) < 5".formatted(Tones.hertz(0)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"webtransport", "webrtc"})
  void the_microphone_is_heard_in_the_desktop(String transport) throws Exception {
    assumeTrue(TonePlayer.lack().isEmpty(), () -> TonePlayer.lack().orElseThrow());
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/parecord")),
        "parecord is not installed: apt install pulseaudio-utils");
    Desktop desktop = begin("?transport=" + transport, SIDE_RIGHTS);
    Path heard = Files.createTempFile(folder, "heard", ".raw");
    heard.toFile().setWritable(true, false);

    opened.click("[aria-label=\"Lend the microphone\"]");
    try (var recorder = ToneRecorder.start(desktop, heard)) {
      boolean came =
          Await.until(OpenPage.PATIENCE, () -> Math.abs(recorder.hertz() - Tones.hertz(3)) < 10);
      assertThat(came)
          .as("heard %s Hz, page %s", recorder.hertz(), opened.page().messages())
          .isTrue();
    }
  }

  @Test
  void what_the_owner_has_not_allowed_is_refused() throws Exception {
    begin("", SIDE_RIGHTS.replace('+', '-'));
    Path file = Files.writeString(folder.resolve("refused.txt"), "no");

    opened.page().drop(file, 480, 270);
    opened.click("button[aria-label=Files]");

    opened.await("document.body.textContent.includes('Not allowed for this browser')");
    for (String call :
        new String[] {
          "fetch('/files/offered')",
          "fetch('/clipboard?session=' + encodeURIComponent(%s))",
          "fetch('/clipboard?session=' + encodeURIComponent(%s),"
              + " { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'x' })"
        }) {
      String session = "(await (await fetch('/api/host')).json()).sessions[0].id";
      assertThat(
              opened
                  .page()
                  .evaluate(
                      "(async () => (await %s).status)()".formatted(call.replace("%s", session)))
                  .getAsInt())
          .as(call)
          .isEqualTo(403);
    }
    assertThat(folder.resolve("files")).doesNotExist();
  }

  @Test
  void a_dropped_file_arrives_whole() throws Exception {
    begin("", SIDE_RIGHTS);
    var bytes = new byte[FILE_BYTES];
    new Random(6).nextBytes(bytes);
    Path file = Files.write(folder.resolve("Füllung 1.bin"), bytes);

    opened.page().drop(file, 480, 270);

    opened.await("document.querySelector('.file.done') !== null");
    Path arrived = folder.resolve("files").resolve("Füllung 1.bin");
    assertThat(sha256(Files.readAllBytes(arrived))).isEqualTo(sha256(bytes));
  }

  @Test
  void text_and_pictures_are_copied_both_ways() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/wl-copy")),
        "wl-clipboard is not installed: apt install wl-clipboard");
    Desktop desktop = begin("", SIDE_RIGHTS);
    Page tab = opened.page();
    try (var programs = new DesktopClipboard(desktop, folder)) {
      programs.copy("text/plain", "vom Schreibtisch: Ж€".getBytes(StandardCharsets.UTF_8));
      opened.await(
          "navigator.clipboard.readText().then(t => t === 'vom Schreibtisch: Ж€', () => false)");

      programs.copy("image/png", png());
      opened.await(
          """
          navigator.clipboard.read().then(async ([item]) => {
            const picture = await createImageBitmap(await item.getType('image/png'));
            const canvas = new OffscreenCanvas(picture.width, picture.height);
            const brush = canvas.getContext('2d');
            brush.drawImage(picture, 0, 0);
            return picture.width === 24
              && [...brush.getImageData(3, 3, 1, 1).data].join() === '%d,%d,%d,255';
          }, () => false)
          """
              .formatted(RED >> 16, RED >> 8 & 255, RED & 255));
      tab.evaluate(COUNT_PICTURES);
      tab.evaluate("dispatchEvent(new Event('focus')); 0");
      opened.await("compared > 0");
      assertThat(tab.evaluate("sentPictures").getAsInt()).as("sent back").isZero();

      tab.evaluate("navigator.clipboard.writeText('aus dem Browser: ß😀')");
      tab.evaluate("dispatchEvent(new Event('focus')); 0");
      assertThat(pasted(programs, "text/plain", "aus dem Browser: ß😀")).isTrue();

      tab.evaluate(
          """
          (async () => {
            const png = Uint8Array.fromBase64('%s');
            await navigator.clipboard.write(
              [new ClipboardItem({ 'image/png': new Blob([png], { type: 'image/png' }) })]);
            dispatchEvent(new Event('focus'));
          })()
          """
              .formatted(Base64.getEncoder().encodeToString(png())));
      assertThat(Await.until(OpenPage.PATIENCE, () -> red(programs.paste("image/png")))).isTrue();
    }
  }

  private static boolean pasted(DesktopClipboard programs, String type, String text)
      throws Exception {
    return Await.until(
        OpenPage.PATIENCE,
        () ->
            programs
                .paste(type)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).equals(text))
                .orElse(false));
  }

  private static boolean red(Optional<byte[]> png) throws IOException {
    if (png.isEmpty()) {
      return false;
    }
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png.get()));
    return image != null && image.getWidth() == 24 && (image.getRGB(3, 3) & 0xff_ffff) == RED;
  }

  private static byte[] png() throws IOException {
    var image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 24 * 16; i++) {
      image.setRGB(i % 24, i / 24, RED);
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /// What the browser's microphone hears: one tone.
  private static Path spoken() throws IOException {
    Path file = folder.resolve("spoken.wav");
    try (var wav = new WavFile(file, 1, 4)) {
      var block = new float[48_000];
      for (int second = 0; second < 10; second++) {
        for (int i = 0; i < block.length; i++) {
          block[i] = Tones.sample(3, 48_000L * second + i);
        }
        wav.write(block);
      }
    }
    return file;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}

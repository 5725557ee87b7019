package io.oriel.host.apps.internal.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.app.App;
import io.oriel.api.app.AppPicture;
import io.oriel.lib.programs.Programs;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardsTest {
  private static final App APP = App.of("test:a", "The Long Dark Night of Testing", List.of("a"));

  @TempDir Path folder;
  private final Cards cards = new Cards();

  private static BufferedImage read(byte[] png) throws Exception {
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
    BufferedImage card = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(card.getWidth()).isEqualTo(600);
    assertThat(card.getHeight()).isEqualTo(800);
    return card;
  }

  private BufferedImage card(App app) throws Exception {
    return read(cards.of(app).orElseThrow());
  }

  private Path picture(String type, int width, int height, Color color) throws Exception {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    Path file = folder.resolve(width + "x" + height + "." + type);
    ImageIO.write(image, type, file.toFile());
    return file;
  }

  private static App with(Path file, AppPicture.Kind kind) {
    return APP.pictured(new AppPicture(file, kind));
  }

  private static int difference(int rgb, Color color) {
    var seen = new Color(rgb);
    return Math.abs(seen.getRed() - color.getRed())
        + Math.abs(seen.getGreen() - color.getGreen())
        + Math.abs(seen.getBlue() - color.getBlue());
  }

  private static void assumeFonts() {
    try {
      boolean drawn = Canvas.titled("a", "a", java.util.Optional.empty()).isPresent();
      Assumptions.assumeTrue(drawn, "no font is installed");
    } catch (RuntimeException | LinkageError e) {
      Assumptions.abort("no font can be used here: " + e);
    }
  }

  @Test
  void the_desktop_has_its_own_card() throws Exception {
    card(App.of(App.DESKTOP, "Desktop", List.of()));
  }

  @Test
  void a_cover_fills_the_card_whatever_its_size() throws Exception {
    for (int[] size : new int[][] {{130, 180}, {628, 888}, {600, 900}, {3000, 4500}}) {
      for (String type : List.of("png", "jpg")) {
        var card = card(with(picture(type, size[0], size[1], Color.ORANGE), AppPicture.Kind.COVER));

        assertThat(difference(card.getRGB(1, 1), Color.ORANGE)).isLessThan(12);
        assertThat(difference(card.getRGB(598, 798), Color.ORANGE)).isLessThan(12);
      }
    }
  }

  @Test
  void a_banner_and_an_icon_are_put_on_a_card() throws Exception {
    assumeFonts();
    var banner = card(with(picture("jpg", 460, 215, Color.RED), AppPicture.Kind.COVER));
    var icon = card(with(picture("png", 128, 128, Color.RED), AppPicture.Kind.ICON));

    for (var card : List.of(banner, icon)) {
      assertThat(difference(card.getRGB(300, 320), Color.RED)).isLessThan(12);
      assertThat(difference(card.getRGB(2, 2), Color.RED)).isGreaterThan(100);
    }
  }

  @Test
  void a_title_alone_makes_a_card() throws Exception {
    assumeFonts();
    var card = card(APP);
    var other = card(App.of("test:b", "Tetris", List.of("b")));

    assertThat(card.getRGB(0, 0)).isNotEqualTo(other.getRGB(0, 0));
  }

  @Test
  void damaged_huge_and_missing_pictures_are_replaced_by_the_title() throws Exception {
    assumeFonts();
    byte[] good = Files.readAllBytes(picture("png", 300, 400, Color.BLUE));
    var random = new Random(5);
    for (int round = 0; round < 60; round++) {
      byte[] bad = good.clone();
      for (int i = 0; i < 1 + round % 8; i++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("bad" + round + ".png"), bad);
      card(with(file, AppPicture.Kind.COVER));
    }
    card(with(folder.resolve("none.png"), AppPicture.Kind.COVER));
    card(with(Files.writeString(folder.resolve("text.png"), "hello"), AppPicture.Kind.ICON));
    // The head of a PNG that claims 100 000 pixels each way.
    byte[] huge = good.clone();
    huge[17] = 1;
    huge[21] = 1;
    card(with(Files.write(folder.resolve("huge.png"), huge), AppPicture.Kind.COVER));
  }

  @Test
  void an_svg_icon_is_drawn_where_something_draws_it() throws Exception {
    assumeFonts();
    Assumptions.assumeTrue(Programs.ofHost().has("rsvg-convert"), "rsvg-convert is not installed");
    Path svg =
        Files.writeString(
            folder.resolve("a.svg"),
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>"
                + "<rect width='10' height='10' fill='#00ff00'/></svg>");

    var card = card(with(svg, AppPicture.Kind.ICON));

    assertThat(difference(card.getRGB(300, 320), Color.GREEN)).isLessThan(12);
  }

  @Test
  void letters_that_no_font_has_leave_the_card_to_the_client() {
    assumeFonts();
    assertThat(cards.of(App.of("test:c", "\uE000\uF8FF", List.of("c")))).isEmpty();
    assertThat(cards.of(App.of("test:d", "Tetris \uD81C\uDC00", List.of("d"))))
        .as("a letter of Tangut")
        .isEmpty();
  }

  @Test
  void a_sign_that_no_font_has_is_left_out_of_the_title() throws Exception {
    assumeFonts();
    var plain = card(App.of("test:e", "Tetris", List.of("e")));
    var signed = card(App.of("test:e", "Tetris \uE000", List.of("e")));

    for (int y = 0; y < plain.getHeight(); y += 3) {
      assertThat(signed.getRGB(300, y)).isEqualTo(plain.getRGB(300, y));
    }
  }
}

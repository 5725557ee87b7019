package io.oriel.host.apps.internal.card;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Draws cards.
final class Canvas {
  static final int WIDTH = 600;
  static final int HEIGHT = 800;

  private static final int MARGIN = 48;
  private static final int MOST_LINES = 4;
  private static final int ICON = 320;
  private static final double LANDSCAPE = 1.1;

  private Canvas() {}

  /// Whether a picture looks right when it fills a card that is higher than wide.
  static boolean fills(BufferedImage picture) {
    return picture.getWidth() < LANDSCAPE * picture.getHeight();
  }

  /// A card filled by a picture; what is too much is cut off at both sides alike.
  static BufferedImage filled(BufferedImage picture) {
    var card = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = graphics(card);
    double scale =
        Math.max((double) WIDTH / picture.getWidth(), (double) HEIGHT / picture.getHeight());
    int width = (int) Math.ceil(picture.getWidth() * scale);
    int height = (int) Math.ceil(picture.getHeight() * scale);
    draw(graphics, picture, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
    graphics.dispose();
    return card;
  }

  /// A card with a title, below a picture or alone, in a colour of the application's own.
  ///
  /// @return empty: there is no font with these letters
  static Optional<BufferedImage> titled(String id, String full, Optional<BufferedImage> picture) {
    var font = new Font(Font.SANS_SERIF, Font.BOLD, 64);
    String title = readable(font, full);
    if (title.isBlank() || font.canDisplayUpTo(title) >= 0) {
      return Optional.empty();
    }
    var card = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = graphics(card);
    float hue = (id.hashCode() * 0x9e3779b1 >>> 16) / 65536f; // spreads ids that are alike
    graphics.setPaint(
        new GradientPaint(
            0,
            0,
            Color.getHSBColor(hue, 0.45f, 0.24f),
            0,
            HEIGHT,
            Color.getHSBColor(hue + 0.06f, 0.55f, 0.5f)));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    int center = HEIGHT / 2;
    if (picture.isPresent()) {
      putPicture(graphics, picture.get());
      center = 655;
    }
    putTitle(graphics, picture.isPresent() ? font.deriveFont(48f) : font, title, center);
    graphics.dispose();
    return Optional.of(card);
  }

  /// A title without the signs that no font has, emoji for instance: they say nothing that the
  /// letters do not.
  private static String readable(Font font, String title) {
    var kept = new StringBuilder();
    title
        .codePoints()
        .filter(c -> font.canDisplay(c) || Character.isLetterOrDigit(c))
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }

  /// In the upper part, as large as fits; a small one is not blown up beyond twice its size.
  private static void putPicture(Graphics2D graphics, BufferedImage picture) {
    int mostWidth = picture.getWidth() > LANDSCAPE * picture.getHeight() ? WIDTH : ICON;
    double scale =
        Math.min(
            2,
            Math.min((double) mostWidth / picture.getWidth(), (double) ICON / picture.getHeight()));
    int width = (int) Math.max(1, picture.getWidth() * scale);
    int height = (int) Math.max(1, picture.getHeight() * scale);
    draw(graphics, picture, (WIDTH - width) / 2, 320 - height / 2, width, height);
  }

  private static void putTitle(Graphics2D graphics, Font font, String title, int centerY) {
    Font fitting = font;
    List<String> lines = lines(graphics.getFontMetrics(fitting), title);
    while (fitting.getSize() > 24 && !fit(graphics.getFontMetrics(fitting), lines)) {
      fitting = fitting.deriveFont(fitting.getSize() - 8f);
      lines = lines(graphics.getFontMetrics(fitting), title);
    }
    graphics.setFont(fitting);
    FontMetrics metrics = graphics.getFontMetrics();
    List<String> shown = lines.subList(0, Math.min(lines.size(), MOST_LINES));
    int y = centerY - metrics.getHeight() * shown.size() / 2 + metrics.getAscent();
    graphics.setColor(new Color(0xf4f6fa));
    for (String line : shown) {
      graphics.drawString(line, (WIDTH - metrics.stringWidth(line)) / 2, y);
      y += metrics.getHeight();
    }
  }

  private static boolean fit(FontMetrics metrics, List<String> lines) {
    return lines.size() <= 3
        && lines.stream().allMatch(line -> metrics.stringWidth(line) <= WIDTH - 2 * MARGIN);
  }

  private static List<String> lines(FontMetrics metrics, String title) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : title.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && metrics.stringWidth(longer) > WIDTH - 2 * MARGIN) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private static Graphics2D graphics(BufferedImage card) {
    Graphics2D graphics = card.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    return graphics;
  }

  /// Without an observer: these pictures are whole.
  private static void draw(
      Graphics2D graphics, BufferedImage picture, int x, int y, int width, int height) {
    graphics.drawImage(picture, x, y, width, height, null);
  }
}

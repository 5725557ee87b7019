package io.oriel.host.apps.internal.card;

import io.oriel.api.app.App;
import io.oriel.api.app.AppPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cards of applications, 600 by 800 pixels: the application's own picture, or one that is drawn
/// with its title. Any thread; one is made at a time, since a picture may take tens of megabytes
/// while it is read.
public final class Cards {
  private static final Logger LOG = LoggerFactory.getLogger(Cards.class);

  private final Semaphore turn = new Semaphore(1);
  private final Pictures pictures = new Pictures();

  /// Nothing is drawn yet.
  public Cards() {
    // A host that was started inside a desktop must not become one of its programs.
    System.setProperty("java.awt.headless", "true");
  }

  /// The encoded card.
  ///
  /// @return empty: no title can be drawn here
  public Optional<byte[]> of(App app) {
    turn.acquireUninterruptibly();
    try {
      Optional<BufferedImage> picture = app.picture().flatMap(this::read);
      boolean cover = picture.isPresent() && app.picture().get().kind() == AppPicture.Kind.COVER;
      if (app.id().equals(App.DESKTOP) && picture.isEmpty()) {
        return Optional.of(DesktopCard.png());
      }
      if (cover && Canvas.fills(picture.get())) {
        return Optional.of(encode(Canvas.filled(picture.get())));
      }
      return Canvas.titled(app.id(), app.title(), picture).map(Cards::encode);
    } catch (RuntimeException | LinkageError e) {
      // Without fonts or on a runtime without its toolkit; clients draw their own card then.
      LOG.info("no card can be drawn for {}: {}", app.title(), e.toString());
      return Optional.empty();
    } finally {
      turn.release();
    }
  }

  private Optional<BufferedImage> read(AppPicture picture) {
    try {
      return Optional.of(pictures.read(picture.file()));
    } catch (IOException e) {
      LOG.info("{} cannot be shown: {}", picture.file(), e.getMessage());
      return Optional.empty();
    }
  }

  private static byte[] encode(BufferedImage card) {
    var png = new ByteArrayOutputStream(256 * 1024);
    try {
      ImageIO.write(card, "png", png);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    return png.toByteArray();
  }
}

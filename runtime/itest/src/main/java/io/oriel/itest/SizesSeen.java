package io.oriel.itest;

import io.oriel.client.gamestream.Picture;
import io.oriel.client.gamestream.StreamListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows a stream whose size changes: which sizes came, in their order, each looked at by a
/// [PictureCheck] of its own.
///
/// The decoder's thread writes; any thread reads.
public final class SizesSeen implements StreamListener {
  private final int tolerance;
  private final List<String> order = new ArrayList<>();
  private final List<String> withoutKey = new ArrayList<>();
  private final Map<String, PictureCheck> checks = new HashMap<>();
  private String ended = "";

  /// @param tolerance how far a sample may be off, of 255
  public SizesSeen(int tolerance) {
    this.tolerance = tolerance;
  }

  @Override
  public void picture(Picture picture) {
    String size = picture.widthPx() + "x" + picture.heightPx();
    PictureCheck check;
    synchronized (this) {
      if (order.isEmpty() || !order.getLast().equals(size)) {
        order.add(size);
        if (!picture.frame().key()) {
          withoutKey.add(size);
        }
      }
      check = at(size);
      notifyAll();
    }
    check.picture(picture);
  }

  @Override
  public synchronized void ended(int code, String detail) {
    ended = code + " " + detail;
    checks.values().forEach(check -> check.ended(code, detail));
    notifyAll();
  }

  /// What was seen in a size.
  public synchronized PictureCheck at(String size) {
    return checks.computeIfAbsent(
        size,
        _ -> {
          String[] sides = size.split("x");
          return new PictureCheck(
              Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), tolerance);
        });
  }

  /// Waits until so many different pictures of the program have been seen in a size.
  ///
  /// @return whether they were
  public boolean await(String size, int pictures, Duration most) throws InterruptedException {
    return at(size).awaitDistinct(pictures, most);
  }

  /// All sizes in the order in which they came.
  public synchronized List<String> order() {
    return List.copyOf(order);
  }

  /// Sizes that did not begin with a key frame.
  public synchronized List<String> withoutKey() {
    return List.copyOf(withoutKey);
  }

  /// Code and detail once the stream has ended; empty before.
  public synchronized String end() {
    return ended;
  }
}

package io.oriel.itest;

import io.oriel.client.gamestream.Picture;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.testkit.Pattern;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at every decoded picture: size, format, signalled colours, the pattern's strips and bars.
///
/// The decoder's thread writes; any thread reads.
public final class PictureCheck implements StreamListener {
  private static final int BT709 = 1;
  private static final int MOST_FAULTS = 20;

  private final int widthPx;
  private final int heightPx;
  private final int tolerance;
  private final Pattern pattern;
  private final List<String> faults = new ArrayList<>();
  private final List<Long> shownNanos = new ArrayList<>();
  private int readings;
  private int newest = -1;
  private int distinct;
  private String ended = "";

  /// @param tolerance how far a sample may be off, of 255
  public PictureCheck(int widthPx, int heightPx, int tolerance) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.tolerance = tolerance;
    this.pattern = new Pattern(widthPx, heightPx);
  }

  @Override
  public synchronized void picture(Picture picture) {
    shownNanos.add(picture.decodedNanos());
    if (picture.widthPx() != widthPx || picture.heightPx() != heightPx) {
      fault("size " + picture.widthPx() + "x" + picture.heightPx());
      return;
    }
    if (!picture.format().equals("yuv420p")) {
      fault("format " + picture.format());
      return;
    }
    var colour = picture.colour();
    if (colour.matrix() != BT709
        || colour.primaries() != BT709
        || colour.transfer() != BT709
        || colour.fullRange()) {
      fault("signalled " + colour);
    }
    Optional<Pattern.Reading> reading =
        pattern.readLuma(MemorySegment.ofBuffer(picture.planes()[0]), picture.strides()[0]);
    reading.ifPresent(r -> check(r, picture));
    if (reading.isEmpty() && readings > 0) {
      fault("frame " + picture.frame().index() + " shows no pattern");
    }
    notifyAll();
  }

  @Override
  public synchronized void ended(int code, String detail) {
    ended = code + " " + detail;
    notifyAll();
  }

  private void check(Pattern.Reading reading, Picture picture) {
    readings++;
    if (reading.torn() || reading.strips() < 3) {
      fault("frame " + reading.frame() + " is torn, " + reading.strips() + " strips readable");
    }
    if (reading.frame() < newest) {
      fault("frame " + reading.frame() + " after " + newest);
    }
    if (reading.frame() != newest) {
      distinct++;
    }
    newest = reading.frame();
    for (int bar = 0; bar < Pattern.barCount(); bar++) {
      int[] wanted = bt709(Pattern.barColor(bar));
      int x = pattern.barX(bar);
      int y = pattern.barY();
      for (int plane = 0; plane < 3; plane++) {
        int half = plane == 0 ? 1 : 2;
        int seen = picture.sample(plane, x / half, y / half);
        if (Math.abs(seen - wanted[plane]) > tolerance) {
          fault("bar " + bar + " plane " + plane + ": " + seen + ", not " + wanted[plane]);
        }
      }
    }
  }

  /// Rec. ITU-R BT.709, 8 bits, limited range.
  private static int[] bt709(int rgb) {
    double r = (rgb >> 16 & 0xff) / 255.0;
    double g = (rgb >> 8 & 0xff) / 255.0;
    double b = (rgb & 0xff) / 255.0;
    double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return new int[] {
      (int) Math.round(16 + 219 * y),
      (int) Math.round(128 + 224 * (b - y) / 1.8556),
      (int) Math.round(128 + 224 * (r - y) / 1.5748)
    };
  }

  private void fault(String text) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(text);
    }
  }

  /// Everything that was wrong, the first twenty.
  public synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /// Pictures in which the pattern was seen.
  public synchronized int readings() {
    return readings;
  }

  /// Different pictures of the program that were seen.
  public synchronized int distinct() {
    return distinct;
  }

  /// Number of the newest picture of the program.
  public synchronized int newest() {
    return newest;
  }

  /// Code and detail once the stream has ended; empty before.
  public synchronized String end() {
    return ended;
  }

  /// Waits until so many different pictures of the program have been seen, or the stream has ended.
  ///
  /// @return whether they were
  public synchronized boolean awaitDistinct(int count, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (distinct < count && ended.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return distinct >= count;
  }

  /// Longest time between two pictures since the first one.
  public synchronized Duration longestGap() {
    long longest = 0;
    for (int i = 1; i < shownNanos.size(); i++) {
      longest = Math.max(longest, shownNanos.get(i) - shownNanos.get(i - 1));
    }
    return Duration.ofNanos(longest);
  }
}

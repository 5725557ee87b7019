package io.oriel.itest;

import io.oriel.client.gamestream.LumaPlane;
import io.oriel.client.gamestream.Picture;
import io.oriel.client.gamestream.StreamColour;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.VideoCodec;
import io.oriel.testkit.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at every decoded picture: size, format, signalled colours, the pattern's strips and bars.
///
/// The decoder's thread writes; any thread reads.
public final class PictureCheck implements StreamListener {
  private static final int MOST_FAULTS = 20;

  private final int widthPx;
  private final int heightPx;
  private final String layout;
  private final StreamColour wanted;
  private final int tolerance;
  private final Pattern pattern;
  private final LumaPlane luma = new LumaPlane();
  private final List<String> faults = new ArrayList<>();
  private final List<Long> shownNanos = new ArrayList<>();
  private boolean blurred;
  private int unreadable;
  private int readings;
  private int newest = -1;
  private int distinct;
  private String ended = "";

  /// For what a client gets that asks for nothing special.
  ///
  /// @param tolerance how far a sample may be off, of 255
  public PictureCheck(int widthPx, int heightPx, int tolerance) {
    this(widthPx, heightPx, tolerance, VideoCodec.H264, StreamColour.USUAL);
  }

  /// @param codec whose pixel format the pictures must have
  /// @param colour what the bitstream must signal, and hold
  public PictureCheck(
      int widthPx, int heightPx, int tolerance, VideoCodec codec, StreamColour colour) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.tolerance = tolerance;
    this.layout = codec.pixels();
    this.wanted = colour;
    this.pattern = new Pattern(widthPx, heightPx);
  }

  /// Bears pictures in which no strip is readable: encoders for a low rate spend next to nothing
  /// on what is there for one picture.
  public PictureCheck bearBlur() {
    blurred = true;
    return this;
  }

  @Override
  public synchronized void picture(Picture picture) {
    shownNanos.add(picture.decodedNanos());
    if (picture.widthPx() != widthPx || picture.heightPx() != heightPx) {
      fault("size " + picture.widthPx() + "x" + picture.heightPx());
      return;
    }
    if (!picture.layout().equals(layout) || !luma.of(picture)) {
      fault("format " + picture.format() + ", not " + layout);
      return;
    }
    var colour = picture.colour();
    if (colour.matrix() != wanted.matrix()
        || colour.primaries() != wanted.matrix()
        || colour.transfer() != wanted.transfer()
        || colour.fullRange() != wanted.fullRange()) {
      fault("signalled " + colour);
    }
    Optional<Pattern.Reading> reading = pattern.readLuma(luma.bytes(), luma.stride());
    reading.ifPresent(r -> check(r, picture));
    if (reading.isEmpty() && readings > 0) {
      unreadable++;
      if (!blurred) {
        fault("frame " + picture.frame().index() + " shows no pattern");
      }
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
    if (reading.torn() || reading.strips() < 3 && !blurred) {
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
      int[] right = codes(Pattern.barColor(bar));
      int x = pattern.barX(bar);
      int y = pattern.barY();
      for (int plane = 0; plane < 3; plane++) {
        int half = plane == 0 || layout.contains("444") ? 1 : 2;
        int seen = picture.sample(plane, x / half, y / half);
        if (Math.abs(seen - right[plane]) > tolerance) {
          fault("bar " + bar + " plane " + plane + ": " + seen + ", not " + right[plane]);
        }
      }
    }
  }

  /// Rec. ITU-T H.273 §8.3 at 8 bits.
  private int[] codes(int rgb) {
    double r = (rgb >> 16 & 0xff) / 255.0;
    double g = (rgb >> 8 & 0xff) / 255.0;
    double b = (rgb & 0xff) / 255.0;
    double kr = wanted.space() == 0 ? 0.299 : wanted.space() == 1 ? 0.2126 : 0.2627;
    double kb = wanted.space() == 0 ? 0.114 : wanted.space() == 1 ? 0.0722 : 0.0593;
    double y = kr * r + (1 - kr - kb) * g + kb * b;
    boolean full = wanted.fullRange();
    int chroma = full ? 255 : 224;
    return new int[] {
      (int) Math.round(full ? 255 * y : 16 + 219 * y),
      (int) Math.round(128 + chroma * (b - y) / (2 * (1 - kb))),
      (int) Math.round(128 + chroma * (r - y) / (2 * (1 - kr)))
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

  /// Pictures after the first reading in which no pattern could be read.
  public synchronized int unreadable() {
    return unreadable;
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

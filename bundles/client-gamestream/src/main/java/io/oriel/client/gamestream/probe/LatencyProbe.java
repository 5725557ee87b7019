package io.oriel.client.gamestream.probe;

import io.oriel.client.gamestream.LumaPlane;
import io.oriel.client.gamestream.Picture;
import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.Sound;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.media.core.DurationRecorder;
import io.oriel.testkit.Pattern;
import io.oriel.testkit.PatternReader;
import io.oriel.wire.gamestream.control.FeedbackEvents;
import java.util.List;
import java.util.Optional;

/// Reads the test pattern's number and time stamp out of every decoded picture.
///
/// The stamp is the host's `CLOCK_MONOTONIC`, which is what `System.nanoTime()` tells on Linux, so
/// on one machine the difference is the picture's age; for two machines the caller converts. A
/// picture that cannot be read is counted, and never taken for another: the pattern has a checksum.
///
/// The decoder's thread writes; any thread reads the report.
public final class LatencyProbe implements StreamListener {
  private static final long MOST_NANOS = 10_000_000_000L;
  private static final long TENTH_MS_NANOS = 100_000;
  private static final int STAMP_BITS = 48;

  private final StreamListener next;
  private final HostClock clock;
  private final long warmUpNanos;
  private final long nominalNanos;
  private final Cadence cadence;
  private final DurationRecorder whole = new DurationRecorder();
  private final DurationRecorder arrival = new DurationRecorder();
  private final DurationRecorder capture = new DurationRecorder();
  private final DurationRecorder host = new DurationRecorder();
  private final DurationRecorder receive = new DurationRecorder();
  private final DurationRecorder decode = new DurationRecorder();
  private final ProbeCounts counts = new ProbeCounts();
  private final LumaPlane luma = new LumaPlane();
  private PatternReader reader;
  private int readerWidthPx;
  private int readerHeightPx;
  private long startNanos; // of the first readable picture
  private boolean started;

  /// @param fps the stream's rate
  /// @param warmUpSeconds how long nothing counts after the first readable picture with a known
  ///     clock
  /// @param clock of the machine on which the pattern is drawn
  /// @param next gets everything as well
  public LatencyProbe(int fps, double warmUpSeconds, HostClock clock, StreamListener next) {
    this.next = next;
    this.clock = clock;
    warmUpNanos = (long) (warmUpSeconds * 1e9);
    nominalNanos = 1_000_000_000L / fps;
    cadence = new Cadence(nominalNanos);
  }

  @Override
  public void picture(Picture picture) {
    Optional<Pattern.Reading> reading = read(picture);
    if (!started && reading.isPresent() && clock.known()) {
      started = true;
      startNanos = picture.decodedNanos();
    }
    if (started && picture.decodedNanos() - startNanos >= warmUpNanos) {
      count(picture, reading);
    }
    next.picture(picture);
  }

  @Override
  public void sound(Sound sound) {
    next.sound(sound);
  }

  private Optional<Pattern.Reading> read(Picture picture) {
    if (!luma.of(picture)) {
      return Optional.empty();
    }
    if (reader == null
        || picture.widthPx() != readerWidthPx
        || picture.heightPx() != readerHeightPx) {
      readerWidthPx = picture.widthPx();
      readerHeightPx = picture.heightPx();
      reader = new PatternReader(readerWidthPx, readerHeightPx);
    }
    return reader.readLuma(luma.bytes(), luma.stride());
  }

  private void count(Picture picture, Optional<Pattern.Reading> reading) {
    counts.picture(picture.decodedNanos());
    if (reading.isEmpty()) {
      counts.unreadable();
      return;
    }
    Pattern.Reading seen = reading.get();
    ProbeCounts.Seen what = counts.seen(seen);
    if (what == ProbeCounts.Seen.OLD) {
      return;
    }
    if (what == ProbeCounts.Seen.ANEW) {
      cadence.restart();
    }
    cadence.arrived(picture.decodedNanos());
    time(picture, seen.micros());
  }

  private void time(Picture picture, long stampMicros) {
    ReceivedFrame frame = picture.frame();
    long age = age(picture.decodedNanos(), stampMicros);
    if (age < 0 || age > MOST_NANOS) {
      counts.implausible();
      return;
    }
    long arrived = age - (picture.decodedNanos() - frame.firstNanos());
    whole.record(age);
    arrival.record(arrived);
    receive.record(frame.completeNanos() - frame.firstNanos());
    decode.record(picture.decodedNanos() - frame.completeNanos());
    if (frame.hostLatencyTenthMs() > 0) {
      long inHost = frame.hostLatencyTenthMs() * TENTH_MS_NANOS;
      host.record(inHost);
      capture.record(arrived - inHost);
    }
  }

  /// The stamp has 48 bits of µs, which come around after nine years.
  private long age(long localNanos, long stampMicros) {
    long now = clock.hostNanos(localNanos);
    long unused = Long.SIZE - STAMP_BITS;
    long micros = (Math.floorDiv(now, 1_000L) - stampMicros) << unused >> unused;
    return micros * 1_000 + Math.floorMod(now, 1_000L);
  }

  /// Everything up to now. Any thread.
  public ProbeReport report() {
    return counts.report(
        nominalNanos / 1e6,
        List.of(
            stage("draw-decoded", "drawn until decoded here", whole),
            stage("draw-arrived", "drawn until the first datagram is here", arrival),
            stage("capture", "of this: compositor, copy, packets, network", capture),
            stage("host", "of this: conversion and encoding, as the host says", host),
            stage("receive", "first datagram until the frame is whole", receive),
            stage("decode", "whole until decoded", decode)),
        cadence);
  }

  private static ProbeReport.Stage stage(String name, String meaning, DurationRecorder recorder) {
    return new ProbeReport.Stage(name, meaning, Spread.of(recorder));
  }

  @Override
  public void frame(ReceivedFrame frame) {
    next.frame(frame);
  }

  @Override
  public void datagram(byte[] bytes, int length, boolean dropped) {
    next.datagram(bytes, length, dropped);
  }

  @Override
  public FeedbackEvents feedback() {
    return next.feedback();
  }

  @Override
  public void message(int type, byte[] payload) {
    next.message(type, payload);
  }

  @Override
  public void ended(int code, String detail) {
    next.ended(code, detail);
  }
}

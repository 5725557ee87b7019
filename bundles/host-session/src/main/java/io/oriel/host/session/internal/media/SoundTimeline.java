package io.oriel.host.session.internal.media;

import io.oriel.api.audio.AudioParameters;

/// Puts captured sound on the session's time line: packet n holds what was captured from the n-th
/// period after the beginning on, by the host's clock, which the pictures are stamped with too.
/// A client counts packets, so their number must follow that clock whatever the capture's does.
///
/// Sound is read a little faster or slower than it comes, as [ClockSteering] says. Where that is
/// not enough, some is skipped or read twice, faded over; silence stands for what was never
/// captured. One thread; allocates nothing per packet.
final class SoundTimeline {
  /// Captured later or earlier than that: the capture was interrupted, steering takes too long.
  static final long JUMP_NANOS = 20_000_000;

  /// A smoothed error above that is corrected at once too, but seldom: a capture that is always
  /// disturbed is better followed by the steering.
  static final long OFF_NANOS = 3_000_000;

  private static final int SELDOM_FRAMES = 5 * AudioParameters.SAMPLE_RATE_HZ;

  private static final double SECOND = 1e9;
  private static final int RATE = AudioParameters.SAMPLE_RATE_HZ;
  private static final int MARGIN = 24; // samples time stamps may jitter without delaying a packet
  private static final int ANCHOR_FRAMES = RATE; // measured for so long before the steering begins
  private static final int KEPT_FRAMES = RATE * 3 / 100 + Resampler.TAPS; // may be read again
  private static final int FADE_FRAMES = RATE / 200;

  private final int channels;
  private final int packetFrames;
  private final long packetNanos;
  private final Resampler resampler;
  private final ClockSteering steering = new ClockSteering();
  private final float[] samples; // interleaved; the first part was read already
  private final float[] faded; // one sample of every channel
  private final int capacity; // frames
  private int end; // frames in samples
  private double place; // frame in samples that is read next; beyond the end: skips what comes
  private long startNanos; // of the time line
  private long packets; // taken
  private boolean anchored; // the beginning suits the capture
  private boolean flowing; // a capture delivers
  private long blockNanos; // newest block's time
  private int blockFrame; // its first frame in samples
  private double anchorError; // seconds, summed up over anchorBlocks
  private int anchorFrames;
  private int anchorBlocks;
  private int fadeLeft; // frames until what is read is heard alone
  private double fadePlace; // what was read before the last jump, and fades out
  private long sinceJump = SELDOM_FRAMES; // frames
  private long jumps;

  /// @param nowNanos the beginning
  SoundTimeline(int channels, int packetFrames, long nowNanos) {
    this.channels = channels;
    this.packetFrames = packetFrames;
    this.packetNanos = Math.round(packetFrames * SECOND / RATE);
    this.resampler = new Resampler(channels);
    this.capacity = 4 * packetFrames + RATE / 4;
    this.samples = new float[capacity * channels];
    this.faded = new float[channels];
    this.startNanos = nowNanos;
    silence();
  }

  private void silence() {
    java.util.Arrays.fill(samples, 0, Resampler.TAPS * channels, 0);
    end = Resampler.TAPS;
    place = end;
    fadeLeft = 0;
  }

  /// When the first sample of the next packet was, or should have been, captured.
  long nextNanos() {
    return startNanos + packets * packetNanos;
  }

  /// Captured sound.
  ///
  /// @param block interleaved
  /// @param captureNanos when its first sample was played
  void offer(float[] block, int frames, long captureNanos) {
    makeRoom(frames);
    System.arraycopy(block, 0, samples, end * channels, frames * channels);
    blockFrame = end;
    blockNanos = captureNanos;
    end += frames;
    if (!flowing) {
      flowing = true;
      begin();
      return;
    }
    double error = error();
    if (!anchored && anchorFrames < ANCHOR_FRAMES && Math.abs(error) < JUMP_NANOS / SECOND) {
      anchor(error, frames);
      return;
    }
    steering.measured(error, (double) frames / RATE);
    sinceJump += frames;
    boolean off = sinceJump > SELDOM_FRAMES && Math.abs(steering.error()) > OFF_NANOS / SECOND;
    if (off || Math.abs(error) > JUMP_NANOS / SECOND) {
      jumps++;
      sinceJump = 0;
      fadePlace = place;
      fadeLeft = FADE_FRAMES;
      align();
    }
  }

  /// The first sound ever: the time line's beginning moves by half a packet at most, so that a
  /// packet is complete when a block is.
  private void begin() {
    if (!anchored) {
      anchorError = 0;
      anchorBlocks = 0;
      anchorFrames = 0;
      long first = blockNanos - Math.round((Resampler.HALF + MARGIN) * SECOND / RATE);
      long off = Math.floorMod(first - startNanos, packetNanos);
      startNanos += off > packetNanos / 2 ? off - packetNanos : off;
    }
    align();
  }

  /// The first second tells the capture's time more exactly than its first block.
  private void anchor(double error, int frames) {
    anchorError += error;
    anchorBlocks++;
    anchorFrames += frames;
    if (anchorFrames >= ANCHOR_FRAMES) {
      anchored = true;
      startNanos += Math.round(anchorError / anchorBlocks * SECOND);
    }
  }

  /// By how much what is read next was captured after its time.
  private double error() {
    return (blockNanos - nextNanos()) / SECOND + (place - blockFrame) / RATE;
  }

  /// Reads on where the next packet's time is, silence where there is nothing of that time.
  private void align() {
    place -= error() * RATE;
    if (place < Resampler.HALF) { // nothing as old as that is held: put silence before what is
      int missing = Math.min((int) Math.ceil(Resampler.HALF - place), capacity - end);
      System.arraycopy(samples, 0, samples, missing * channels, end * channels);
      java.util.Arrays.fill(samples, 0, missing * channels, 0);
      end += missing;
      blockFrame += missing;
      place = Math.max(Resampler.HALF, place + missing);
      fadePlace += missing;
    }
    steering.corrected();
  }

  private void makeRoom(int frames) {
    if (end + frames <= capacity) {
      return;
    }
    int read = (int) Math.min(place, end) - KEPT_FRAMES;
    int drop = Math.max(read, end + frames - capacity); // stalled for long: the oldest goes
    System.arraycopy(samples, drop * channels, samples, 0, (end - drop) * channels);
    end -= drop;
    place = Math.max(Resampler.HALF, place - drop);
    fadePlace -= drop;
  }

  /// Whether all of the next packet is there.
  boolean ready() {
    return flowing && place + packetFrames * steering.speed() + Resampler.HALF + 1 <= end;
  }

  /// The capture has ended: silence until another begins.
  void stopped() {
    flowing = false;
    silence();
  }

  /// Takes the next packet; silence for what is not there.
  ///
  /// @param packet interleaved
  void take(float[] packet) {
    double speed = steering.speed();
    int i = 0;
    for (; i < packetFrames && place + Resampler.HALF + 1 <= end; i++) {
      int frame = (int) place;
      resampler.read(samples, frame, place - frame, packet, i * channels);
      if (fadeLeft > 0) {
        fade(packet, i * channels, speed);
      }
      place += speed;
    }
    java.util.Arrays.fill(packet, i * channels, packetFrames * channels, 0);
    place += (packetFrames - i) * speed;
    packets++;
  }

  /// Mixes in what would have come without the jump, less and less.
  private void fade(float[] packet, int at, double speed) {
    float old = (float) fadeLeft-- / FADE_FRAMES;
    boolean held = fadePlace >= Resampler.HALF && fadePlace + Resampler.HALF + 1 <= end;
    if (held) {
      int frame = (int) fadePlace;
      resampler.read(samples, frame, fadePlace - frame, faded, 0);
      fadePlace += speed;
    }
    for (int c = 0; c < channels; c++) {
      packet[at + c] = (1 - old) * packet[at + c] + (held ? old * faded[c] : 0);
    }
  }

  /// The host stood still: goes on at another time, as if what lies between had been sent.
  void skipTo(long nowNanos) {
    startNanos += nowNanos - nextNanos();
    jumps++;
  }

  /// The error as far as it is known, in nanoseconds, smoothed.
  long driftNanos() {
    return Math.round(steering.error() * SECOND);
  }

  /// By how many parts per million the capture's clock runs slow.
  long ppm() {
    return steering.ppm();
  }

  /// How often sound was skipped, or silence put in.
  long jumps() {
    return jumps;
  }
}

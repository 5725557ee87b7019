package io.oriel.client.gamestream.internal.media;

import io.oriel.client.gamestream.GameStreamException;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.wire.gamestream.video.VideoPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// From video datagram to assembler: the wished-for loss, decryption (GameStream protocol notes
/// §3.6), and the two time limits of the start (§7). Receive thread only.
public final class VideoReceiver implements MediaSocket.Sink {
  private static final int PREFIX = 32;
  private static final int TAG = 16;
  private static final long START_NANOS = 10_000_000_000L;

  private final FrameAssembler assembler;
  private final StreamCounters counters;
  private final StreamListener listener;
  private final SplittableRandom random;
  private final double loss;
  private final SecretKeySpec key;
  private final Cipher cipher;
  private final AtomicInteger burst = new AtomicInteger();
  private byte[] sealed = new byte[2048];
  private byte[] plain = new byte[2048];
  private final long openedNanos = System.nanoTime();
  private long firstNanos;

  /// @param key null: video is not encrypted
  public VideoReceiver(
      FrameAssembler assembler,
      StreamCounters counters,
      StreamListener listener,
      double lossPercent,
      long seed,
      byte[] key)
      throws IOException {
    this.assembler = assembler;
    this.counters = counters;
    this.listener = listener;
    this.loss = lossPercent / 100;
    this.random = new SplittableRandom(seed);
    this.key = key == null ? null : new SecretKeySpec(key, "AES");
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java has no AES-GCM", e);
    }
  }

  /// Drops so many of the next datagrams; any thread.
  public void dropNext(int datagrams) {
    burst.addAndGet(datagrams);
  }

  @Override
  public void datagram(byte[] bytes, int length, long nanos) {
    if (firstNanos == 0) {
      firstNanos = nanos;
    }
    byte[] clear = key == null ? bytes : plain(length);
    int opened = key == null ? length : open(bytes, length);
    if (opened < PREFIX) {
      counters.packetsMalformed.incrementAndGet();
      return;
    }
    boolean dropped = loss > 0 && random.nextDouble() < loss || burst();
    listener.datagram(clear, opened, dropped);
    if (dropped) {
      counters.packetsDropped.incrementAndGet();
      return;
    }
    counters.packets.incrementAndGet();
    if (opened >= VideoPacket.HEAD) {
      counters.av().video(VideoPacket.timestamp(clear, 0), nanos);
    }
    assembler.packet(clear, 0, opened, nanos);
  }

  private boolean burst() {
    return burst.get() > 0 && burst.getAndDecrement() > 0;
  }

  @Override
  public void idle(long nanos) {
    if (firstNanos == 0 && nanos - openedNanos > START_NANOS) {
      throw new UncheckedIOException(
          new GameStreamException(
              GameStreamException.NO_VIDEO, "no video within ten seconds; is UDP blocked?"));
    }
    if (firstNanos != 0 && !counters.anyKeyFrame() && nanos - firstNanos > START_NANOS) {
      throw new UncheckedIOException(
          new GameStreamException(
              GameStreamException.NO_FRAME, "video, but no whole key frame within ten seconds"));
    }
  }

  private byte[] plain(int length) {
    if (plain.length < length + TAG) {
      sealed = new byte[length + TAG];
      plain = new byte[length + TAG];
    }
    return plain;
  }

  /// Decrypts into `plain`.
  ///
  /// @return the length, or -1
  private int open(byte[] datagram, int length) {
    int body = length - PREFIX;
    if (body < PREFIX) {
      return -1;
    }
    System.arraycopy(datagram, PREFIX, sealed, 0, body);
    System.arraycopy(datagram, TAG, sealed, body, TAG);
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, datagram, 0, 12));
      return cipher.doFinal(sealed, 0, body + TAG, plain, 0);
    } catch (AEADBadTagException _) {
      return -1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot decrypt video", e);
    }
  }
}

package io.oriel.client.gamestream.internal.media;

import io.oriel.api.audio.OpusLayout;
import io.oriel.client.gamestream.Sound;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.media.opus.OpusDecoder;
import io.oriel.media.opus.OpusException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Receives sound: order and repair, decryption, decoding (GameStream protocol notes §4). Until the
/// handshake is over, packets are passed over: pings begin before it ends. Receive thread, but for
/// what says otherwise.
public final class AudioReceiver implements MediaSocket.Sink, AudioAssembler.Outlet, AutoCloseable {
  private static final int MOST_BYTES = 1_400;

  /// What the handshake settled.
  ///
  /// @param decode without it packets are only put in order and decrypted
  public record Agreed(OpusLayout layout, int packetMillis, boolean encrypted, boolean decode) {}

  private final StreamCounters counters;
  private final StreamListener listener;
  private final int keyId;
  private final SecretKeySpec key;
  private final Cipher cipher;
  private final AudioAssembler assembler;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment packet = arena.allocate(MOST_BYTES);
  private volatile Agreed agreed;
  private OpusDecoder decoder;
  private MemorySegment decoded;
  private float[] samples;

  public AudioReceiver(StreamCounters counters, StreamListener listener, byte[] key, int keyId)
      throws IOException {
    this.counters = counters;
    this.listener = listener;
    this.keyId = keyId;
    this.key = new SecretKeySpec(key, "AES");
    this.assembler = new AudioAssembler(this, counters);
    try {
      this.cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java has no AES-CBC", e);
    }
  }

  /// Sound is taken from now on. Any thread, once.
  ///
  /// @throws IOException there is no decoder
  public void agreed(Agreed terms) throws IOException {
    if (terms.decode()) {
      try {
        decoder = OpusDecoder.open(terms.layout());
      } catch (OpusException e) {
        throw new IOException("sound cannot be decoded: " + e.getMessage(), e);
      }
      int values = 48 * terms.packetMillis() * terms.layout().channels();
      decoded = arena.allocate(4L * values);
      samples = new float[values];
    }
    agreed = terms;
  }

  @Override
  public void datagram(byte[] bytes, int length, long nanos) {
    if (agreed != null) {
      assembler.datagram(bytes, length, nanos);
    }
  }

  @Override
  public void idle(long nanos) {
    assembler.idle(nanos);
  }

  @Override
  public void packet(long number, byte[] sealed, long arrivedNanos, boolean repaired) {
    byte[] opus = agreed.encrypted() ? opened(sealed, (int) number) : sealed;
    if (opus == null || opus.length == 0 || opus.length > MOST_BYTES) {
      counters.audioMalformed.incrementAndGet();
      return;
    }
    if (!repaired) {
      counters.av().audio(mediaNanos(number), arrivedNanos);
    }
    if (decoder == null) {
      return;
    }
    MemorySegment.copy(opus, 0, packet, ValueLayout.JAVA_BYTE, 0, opus.length);
    try {
      int frames = decoder.decode(packet, opus.length, decoded, frames());
      if (frames != frames()) {
        counters.audioMalformed.incrementAndGet();
        return;
      }
    } catch (OpusException _) {
      counters.audioMalformed.incrementAndGet();
      return;
    }
    var origin = repaired ? Sound.Origin.REPAIRED : Sound.Origin.RECEIVED;
    deliver(number, arrivedNanos, origin);
  }

  @Override
  public void missing(long number, long nanos) {
    if (decoder == null) {
      return;
    }
    try {
      decoder.conceal(decoded, frames());
      deliver(number, nanos, Sound.Origin.CONCEALED);
    } catch (OpusException _) {
      counters.audioMalformed.incrementAndGet();
    }
  }

  private void deliver(long number, long nanos, Sound.Origin origin) {
    MemorySegment.copy(decoded, ValueLayout.JAVA_FLOAT, 0, samples, 0, samples.length);
    int channels = agreed.layout().channels();
    listener.sound(new Sound(number, mediaNanos(number), nanos, channels, samples, origin));
  }

  private int frames() {
    return 48 * agreed.packetMillis();
  }

  private long mediaNanos(long number) {
    return number * agreed.packetMillis() * 1_000_000L;
  }

  /// @return `null`: damaged
  private byte[] opened(byte[] sealed, int sequence) {
    try {
      byte[] iv = ByteBuffer.allocate(16).putInt(keyId + (sequence & 0xffff)).array();
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
      return cipher.doFinal(sealed);
    } catch (GeneralSecurityException _) {
      return null;
    }
  }

  /// After the socket is closed.
  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
    }
  }
}

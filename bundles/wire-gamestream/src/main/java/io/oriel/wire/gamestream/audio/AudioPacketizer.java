package io.oriel.wire.gamestream.audio;

import io.oriel.media.wire.AudioFec;

/// Builds audio datagrams and, after every fourth, two with parity (GameStream protocol notes
/// §4.1):
///
/// ```
/// data    RTP: 0x80, 97, sequence BE16, timestamp BE32 in ms, SSRC 0 │ Opus, perhaps encrypted
/// parity  RTP: 0x80, 127, sequence BE16, 0, SSRC 0
///         │ shard │ 97 │ first sequence BE16 │ its timestamp BE32 │ SSRC 0 │ parity bytes
/// ```
///
/// All packets of a stream must have the same length (GS-A-03); where a group's differ it gets no
/// parity. One thread.
public final class AudioPacketizer {
  /// Largest datagram.
  public static final int MAX_DATAGRAM = 1400;

  /// Payload type of sound.
  public static final int SOUND = 97;

  /// Payload type of parity.
  public static final int PARITY = 127;

  private static final int RTP = 12;
  private static final int FEC_HEAD = 12;
  private static final int STRIDE = MAX_DATAGRAM;
  private static final int LONGEST = MAX_DATAGRAM - RTP - FEC_HEAD;

  private final int millis;
  private final AudioCipher cipher;
  private final byte[] shards = new byte[(AudioFec.DATA + AudioFec.PARITY) * STRIDE];
  private final byte[] datagram = new byte[MAX_DATAGRAM];
  private int sequence;
  private int timestamp;
  private int groupTimestamp;
  private int groupLength;

  /// Gets every datagram, *borrowed* for the call.
  @FunctionalInterface
  public interface Output {
    void send(byte[] datagram, int length);
  }

  /// @param millis length of a packet
  /// @param cipher `null`: plain
  public AudioPacketizer(int millis, AudioCipher cipher) {
    this.millis = millis;
    this.cipher = cipher;
  }

  /// Longest Opus packet that has room in a datagram with its parity.
  public static int longest(boolean encrypted) {
    return encrypted ? LONGEST / 16 * 16 - 1 : LONGEST; // padding adds 1 … 16 bytes
  }

  /// Whether an Opus packet of this length, encrypted if it is to be, and its parity have room in a
  /// datagram.
  public boolean fits(int length) {
    return length <= LONGEST && sealedBytes(length) <= LONGEST;
  }

  private int sealedBytes(int length) {
    return cipher == null ? length : AudioCipher.size(length);
  }

  /// Sends one Opus packet, and parity if it completes a group.
  ///
  /// @param length one that [#fits(int)]
  public void packet(byte[] opus, int at, int length, Output output) {
    int in = sequence % AudioFec.DATA;
    int shard = in * STRIDE;
    int n = sealedBytes(length);
    if (n > LONGEST) {
      throw new IllegalArgumentException("sound packet of " + n + " bytes");
    }
    if (cipher == null) {
      System.arraycopy(opus, at, shards, shard, length);
    } else {
      cipher.encrypt(sequence, opus, at, length, shards, shard);
    }
    if (in == 0) {
      groupLength = n;
      groupTimestamp = timestamp;
    } else if (groupLength != n) {
      groupLength = -1;
    }
    rtp(SOUND, sequence, timestamp);
    System.arraycopy(shards, shard, datagram, RTP, n);
    output.send(datagram, RTP + n);
    sequence = sequence + 1 & 0xffff;
    timestamp += millis;
    if (in == AudioFec.DATA - 1 && groupLength > 0) {
      parity(output);
    }
  }

  private void parity(Output output) {
    AudioFec.encode(shards, 0, STRIDE, groupLength);
    int first = sequence - AudioFec.DATA & 0xffff;
    for (int i = 0; i < AudioFec.PARITY; i++) {
      rtp(PARITY, sequence + i, 0);
      datagram[RTP] = (byte) i;
      datagram[RTP + 1] = SOUND;
      datagram[RTP + 2] = (byte) (first >> 8);
      datagram[RTP + 3] = (byte) first;
      be32(RTP + 4, groupTimestamp);
      be32(RTP + 8, 0);
      System.arraycopy(shards, (AudioFec.DATA + i) * STRIDE, datagram, RTP + FEC_HEAD, groupLength);
      output.send(datagram, RTP + FEC_HEAD + groupLength);
    }
  }

  private void rtp(int type, int number, int time) {
    datagram[0] = (byte) 0x80;
    datagram[1] = (byte) type;
    datagram[2] = (byte) (number >> 8);
    datagram[3] = (byte) number;
    be32(4, time);
    be32(8, 0);
  }

  private void be32(int at, int value) {
    for (int i = 0; i < 4; i++) {
      datagram[at + i] = (byte) (value >> 24 - 8 * i);
    }
  }
}

package io.oriel.input.uinput.internal.nat;

import io.oriel.media.nat.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Answers the kernel when a game stores or erases a force-feedback effect. The game waits inside
/// its `EVIOCSFF` or `EVIOCRMFF` until then. One thread.
///
/// ```
/// struct uinput_ff_upload { u32 request_id; s32 retval; struct ff_effect effect, old; }  104 bytes
/// struct uinput_ff_erase  { u32 request_id; s32 retval; u32 effect_id; }                  12 bytes
/// struct ff_effect { u16 type; s16 id; u16 direction; u16 trigger[2]; u16 length, delay;
///                    (2 bytes) union { … } at 16; }                                       48 bytes
///   rumble:   u16 strong, weak
///   periodic: u16 waveform, period; s16 magnitude, offset; u16 phase;
///             u16 attack_length, attack_level, fade_length, fade_level
/// ```
public final class EffectRequests {
  /// `linux/uinput.h`: the type of events that ask for an answer, and their codes.
  public static final int EV_UINPUT = 0x0101;

  public static final int UI_FF_UPLOAD = 1;
  public static final int UI_FF_ERASE = 2;

  private static final long EFFECT = 8;
  private static final long UNION = EFFECT + 16;

  private final KernelDevice device;
  private final MemorySegment upload = Arena.ofAuto().allocate(104, 8);
  private final MemorySegment erase = Arena.ofAuto().allocate(12, 4);

  public EffectRequests(KernelDevice device) {
    this.device = device;
  }

  /// Takes an upload; the getters below tell what the game stores. [#endUpload] must follow.
  ///
  /// @param request value of the kernel's event
  public void beginUpload(int request) throws ErrnoException {
    upload.fill((byte) 0);
    upload.set(ValueLayout.JAVA_INT, 0, request);
    Uinput.call(device.fd(), Uinput.UI_BEGIN_FF_UPLOAD, upload, "take a force-feedback effect");
  }

  /// Lets the game go on.
  ///
  /// @param result 0, or a negative error number
  public void endUpload(int result) throws ErrnoException {
    upload.set(ValueLayout.JAVA_INT, 4, result);
    Uinput.call(device.fd(), Uinput.UI_END_FF_UPLOAD, upload, "answer a force-feedback effect");
  }

  /// Serves an erase.
  ///
  /// @param request value of the kernel's event
  /// @return the effect that is no more
  public int erase(int request) throws ErrnoException {
    erase.fill((byte) 0);
    erase.set(ValueLayout.JAVA_INT, 0, request);
    Uinput.call(device.fd(), Uinput.UI_BEGIN_FF_ERASE, erase, "take an effect's end");
    int effect = erase.get(ValueLayout.JAVA_INT, 8);
    Uinput.call(device.fd(), Uinput.UI_END_FF_ERASE, erase, "answer an effect's end");
    return effect;
  }

  /// `FF_RUMBLE` or `FF_PERIODIC`.
  public int type() {
    return u16(EFFECT);
  }

  /// The number the kernel gave the effect.
  public int id() {
    return u16(EFFECT + 2);
  }

  /// In ms; 0: until stopped.
  public int lengthMs() {
    return u16(EFFECT + 10);
  }

  /// In ms, before every repetition.
  public int delayMs() {
    return u16(EFFECT + 12);
  }

  /// Of a rumble, the low-frequency motor, 0 … 65535.
  public int strong() {
    return u16(UNION);
  }

  /// Of a rumble, the high-frequency motor, 0 … 65535.
  public int weak() {
    return u16(UNION + 2);
  }

  /// Of a periodic effect, -32768 … 32767.
  public int magnitude() {
    return (short) u16(UNION + 4);
  }

  /// Of a periodic effect's envelope, in ms.
  public int attackMs() {
    return u16(UNION + 10);
  }

  /// Of a periodic effect's envelope, 0 … 32767.
  public int attackLevel() {
    return Math.min(u16(UNION + 12), Short.MAX_VALUE);
  }

  /// Of a periodic effect's envelope, in ms.
  public int fadeMs() {
    return u16(UNION + 14);
  }

  /// Of a periodic effect's envelope, 0 … 32767.
  public int fadeLevel() {
    return Math.min(u16(UNION + 16), Short.MAX_VALUE);
  }

  private int u16(long offset) {
    return Short.toUnsignedInt(upload.get(ValueLayout.JAVA_SHORT, offset));
  }
}

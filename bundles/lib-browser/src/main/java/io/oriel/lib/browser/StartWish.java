package io.oriel.lib.browser;

import io.oriel.api.app.App;
import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.OpusLayout;
import io.oriel.api.audio.SoundRequest;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.lib.browser.wire.PageMessage;
import io.oriel.lib.browser.wire.ProtocolException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a page asks for with `start`, brought within what the host can do.
///
/// @param codecs what page and path can both take, best first
/// @param bitsPerSecond 0: the host chooses
record StartWish(
    String app,
    int widthPx,
    int heightPx,
    int milliHz,
    double scale,
    List<Codec> codecs,
    boolean sound,
    long bitsPerSecond,
    boolean gamepads,
    boolean touch,
    boolean pen) {
  static final double LEAST_BITS = 500_000;
  static final double MOST_BITS = 500_000_000;
  private static final int MOST_NAME = 64;
  private static final int PACKET_MILLIS = 10;
  private static final int SOUND_BITS = 128_000;

  /// Bits per pixel that keep text sharp while a window moves, as `./oriel bench` pictures do.
  private static final double BITS_PER_PIXEL = 0.1;

  private static final long USUAL_LEAST_BITS = 3_000_000;
  private static final long USUAL_MOST_BITS = 60_000_000;

  StartWish {
    codecs = List.copyOf(codecs);
  }

  /// Reads a `start`.
  ///
  /// @param carried codecs of the path
  static StartWish of(PageMessage m, Set<Codec> carried) throws ProtocolException {
    String app = m.text("app", 200);
    return new StartWish(
        app.isEmpty() ? App.DESKTOP : app,
        size(m, "width", 1280),
        size(m, "height", 720),
        rate(m, 60_000),
        scale(m, 1),
        codecs(m, carried),
        m.number("channels", 2, 0, 8) > 0,
        (long) m.number("bitsPerSecond", 0, 0, MOST_BITS),
        m.flag("gamepads"),
        m.flag("touch"),
        m.flag("pen"));
  }

  /// Even, since pictures have half as many samples of colour.
  static int size(PageMessage m, String name, int absent) {
    return (int) m.number(name, absent, 64, 8192) & ~1;
  }

  static int rate(PageMessage m, int absent) {
    return (int) m.number("refreshMilliHz", absent, 1000, 240_000);
  }

  static double scale(PageMessage m, double absent) {
    return m.number("scale", absent, 0.5, 4);
  }

  /// The codecs of a `start` or `watch` that the path carries, best first.
  static List<Codec> codecs(PageMessage m, Set<Codec> carried) {
    List<Codec> codecs = new ArrayList<>();
    for (String name : m.texts("codecs")) {
      for (Codec codec : carried) {
        if (codec.name().toLowerCase(Locale.ROOT).equals(name) && !codecs.contains(codec)) {
          codecs.add(codec);
        }
      }
    }
    return codecs;
  }

  SessionRequest request(Client client) {
    Set<Right> rights = client.rights();
    Set<DeviceKind> devices = EnumSet.noneOf(DeviceKind.class);
    if (rights.contains(Right.INPUT)) {
      devices.addAll(EnumSet.of(DeviceKind.KEYBOARD, DeviceKind.POINTER));
      if (touch) {
        devices.add(DeviceKind.TOUCH);
      }
      if (pen) {
        devices.add(DeviceKind.PEN);
      }
    }
    if (gamepads && rights.contains(Right.GAMEPAD)) {
      devices.add(DeviceKind.GAMEPAD);
    }
    String name = client.name();
    var display =
        DisplayRequest.of(
            name.substring(0, Math.min(MOST_NAME, name.length())), widthPx, heightPx, milliHz);
    return new SessionRequest(
        client,
        app,
        scaled(display, scale),
        codecs,
        devices,
        sound && rights.contains(Right.AUDIO) ? SoundRequest.STEREO : SoundRequest.NONE,
        Map.of());
  }

  static DisplayRequest scaled(DisplayRequest d, double scale) {
    return new DisplayRequest(
        d.name(),
        d.widthPx(),
        d.heightPx(),
        d.refreshMilliHz(),
        scale,
        d.color(),
        d.arrangement(),
        d.mirrorOf());
  }

  /// The stream: the plan's best format that the page takes.
  ///
  /// @param invalidation whether the path lets a page go on without the frames it lost
  /// @param mostBits of video payload
  /// @throws SessionException if there is none
  StreamParameters stream(
      SessionPlan plan, SessionRequest request, boolean invalidation, long mostBits)
      throws SessionException {
    StreamFormat format =
        plan.formats().stream()
            .filter(f -> codecs.contains(f.codec()))
            .filter(f -> f.bitDepth() == 8 && f.chroma() == Chroma.YUV420)
            .filter(f -> f.color().transfer() != ColorSpec.Transfer.PQ)
            .findFirst()
            .orElseThrow(
                () ->
                    new SessionException(
                        EndReason.NO_BACKEND,
                        "No encoder here gives what this browser plays ("
                            + codecs
                            + "); ./oriel doctor says why"));
    boolean audio = request.sound().channels() > 0;
    return new StreamParameters(
        new StreamFormat(
            format.codec(),
            widthPx,
            heightPx,
            milliHz,
            format.bitDepth(),
            format.chroma(),
            format.color()),
        bits(mostBits),
        0,
        1,
        0,
        invalidation && plan.invalidating().contains(format.codec()),
        false,
        new AudioParameters(OpusLayout.STEREO, PACKET_MILLIS, audio ? SOUND_BITS : 0));
  }

  private long bits(long mostBits) {
    long usual = (long) (BITS_PER_PIXEL * widthPx * heightPx * milliHz / 1000);
    long wanted =
        bitsPerSecond > 0 ? bitsPerSecond : Math.clamp(usual, USUAL_LEAST_BITS, USUAL_MOST_BITS);
    return Math.max((long) LEAST_BITS, Math.min(wanted, mostBits));
  }
}

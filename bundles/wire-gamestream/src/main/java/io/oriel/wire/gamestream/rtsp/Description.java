package io.oriel.wire.gamestream.rtsp;

import java.util.Optional;

/// What a host offers: the body of the answer to DESCRIBE (GameStream protocol notes §2.4).
///
/// @param featureFlags bit 0: touch and pen; bit 1: controller touchpad and motion
/// @param encryptionSupported sum of [#CONTROL], [#VIDEO] and [#AUDIO]
/// @param encryptionRequested of those, what clients switch on even if their user opted out
/// @param surround a layout the client asked for, offered before the host's own
public record Description(
    int featureFlags,
    int encryptionSupported,
    int encryptionRequested,
    boolean referenceInvalidation,
    boolean hevc,
    boolean av1,
    Optional<SurroundParams> surround) {
  /// Of the feature flags: touch and pen.
  public static final int TOUCH = 1;

  /// Of the feature flags: touchpads and motion sensors of controllers.
  public static final int PADS = 2;

  /// Control messages, scheme v2.
  public static final int CONTROL = 1;

  /// Video datagrams.
  public static final int VIDEO = 2;

  /// Audio packets.
  public static final int AUDIO = 4;

  /// With the host's own surround layouts alone.
  public Description(
      int featureFlags,
      int encryptionSupported,
      int encryptionRequested,
      boolean referenceInvalidation,
      boolean hevc,
      boolean av1) {
    this(
        featureFlags,
        encryptionSupported,
        encryptionRequested,
        referenceInvalidation,
        hevc,
        av1,
        Optional.empty());
  }

  /// The body.
  public String body() {
    var b = new StringBuilder(512);
    line(b, "a=x-ss-general.featureFlags:" + featureFlags);
    line(b, "a=x-ss-general.encryptionSupported:" + encryptionSupported);
    line(b, "a=x-ss-general.encryptionRequested:" + encryptionRequested);
    if (referenceInvalidation) {
      line(b, "a=x-nv-video[0].refPicInvalidation:1");
    }
    if (hevc) {
      line(b, "sprop-parameter-sets=AAAAAU");
    }
    if (av1) {
      line(b, "a=rtpmap:98 AV1/90000");
    }
    SurroundParams.lines(surround).forEach(text -> line(b, text));
    return b.toString();
  }

  private static void line(StringBuilder b, String text) {
    b.append(text).append('\n');
  }

  /// Reads a body as clients do: by searching in it. Surround layouts are read by
  /// [SurroundParams#described(String, int, boolean)].
  public static Description parse(String body) {
    return new Description(
        number(body, "x-ss-general.featureFlags:"),
        number(body, "x-ss-general.encryptionSupported:"),
        number(body, "x-ss-general.encryptionRequested:"),
        body.contains("x-nv-video[0].refPicInvalidation"),
        body.contains("sprop-parameter-sets=AAAAAU"),
        body.contains("AV1/90000"));
  }

  private static int number(String body, String name) {
    int at = body.indexOf(name);
    int value = 0;
    for (int i = at + name.length(); at >= 0 && i < body.length(); i++) {
      int digit = body.charAt(i) - '0';
      if (digit < 0 || digit > 9 || value > 100_000_000) {
        break;
      }
      value = 10 * value + digit;
    }
    return value;
  }
}

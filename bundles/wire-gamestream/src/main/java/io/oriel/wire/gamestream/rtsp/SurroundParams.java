package io.oriel.wire.gamestream.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a stream's channels are spread over Opus streams (GameStream protocol notes §4.3). As text:
/// one digit each for channels, streams and coupled streams, then one per channel.
///
/// @param channels 2, 6 or 8, in the order FL FR C LFE BL BR SL SR
/// @param coupled how many of the streams, the first ones, carry two channels
/// @param mapping per channel its place among the coded channels, as the decoder uses it
public record SurroundParams(int channels, int streams, int coupled, List<Integer> mapping) {
  private static final String ENTRY = "a=fmtp:97 surround-params=";
  private static final int HEAD = 3;
  private static final int LFE = 3;

  private static final SurroundParams STEREO = of("21101");
  private static final SurroundParams NORMAL_51 = of("642014523");
  private static final SurroundParams HIGH_51 = of("660012345");
  private static final SurroundParams NORMAL_71 = of("85301672345");
  private static final SurroundParams HIGH_71 = of("88001234567");

  public SurroundParams {
    mapping = List.copyOf(mapping);
  }

  /// Oriel's layout; the normal ones couple what is left and right of each other.
  ///
  /// @param channels 6, 8 or anything else for stereo
  /// @param high one stream per channel; stereo has only one layout
  public static SurroundParams of(int channels, boolean high) {
    return switch (channels) {
      case 6 -> high ? HIGH_51 : NORMAL_51;
      case 8 -> high ? HIGH_71 : NORMAL_71;
      default -> STEREO;
    };
  }

  private static SurroundParams of(String digits) {
    try {
      return parse(digits);
    } catch (RtspException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Reads the text form, believing none of it.
  ///
  /// @throws RtspException with 400: it names the first fault
  public static SurroundParams parse(String text) throws RtspException {
    if (text.length() < HEAD || text.length() > HEAD + 8) {
      throw wrong(text, "has " + text.length() + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw wrong(text, "is not all digits");
      }
    }
    int channels = text.charAt(0) - '0';
    int streams = text.charAt(1) - '0';
    int coupled = text.charAt(2) - '0';
    if (channels != 2 && channels != 6 && channels != 8) {
      throw wrong(text, "has " + channels + " channels");
    }
    if (streams < 1 || coupled > streams || streams + coupled > channels) {
      throw wrong(text, "has " + streams + " streams, " + coupled + " of them coupled");
    }
    if (text.length() != HEAD + channels) {
      throw wrong(text, "maps " + (text.length() - HEAD) + " of " + channels + " channels");
    }
    var mapping = new ArrayList<Integer>();
    for (int i = HEAD; i < text.length(); i++) {
      mapping.add(text.charAt(i) - '0');
    }
    for (int place : mapping) {
      if (place >= streams + coupled) {
        throw wrong(text, "names place " + place + " of " + (streams + coupled));
      }
    }
    for (int place = 0; place < streams + coupled; place++) {
      if (!mapping.contains(place)) {
        throw wrong(text, "leaves place " + place + " without a channel");
      }
    }
    return new SurroundParams(channels, streams, coupled, mapping);
  }

  /// The text comes from the network: what is shown of it is short and printable.
  private static RtspException wrong(String text, String fault) {
    String shown = text.substring(0, Math.min(text.length(), 16)).replaceAll("[^0-9A-Za-z]", "?");
    return new RtspException(400, "surround parameters " + shown + ": the text " + fault);
  }

  /// The text form, in the client's order: what a client takes as high quality.
  public String text() {
    return text(mapping);
  }

  /// The text form that a client takes as normal quality: with LFE last, since the client moves the
  /// last digit to its place (GS-A-04).
  public String normalText() {
    if (channels <= LFE) {
      return text();
    }
    var moved = new ArrayList<>(mapping);
    moved.add(moved.remove(LFE));
    return text(moved);
  }

  private String text(List<Integer> digits) {
    return Stream.concat(Stream.of(channels, streams, coupled), digits.stream())
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  /// The lines of DESCRIBE: for each channel count normal before high quality.
  ///
  /// @param asked a client's own layout, which comes first: of each count a client reads the first
  ///     two lines
  static List<String> lines(Optional<SurroundParams> asked) {
    var lines = new ArrayList<String>();
    asked.ifPresent(own -> lines.addAll(List.of(own.normalText(), own.text())));
    for (int channels : new int[] {2, 6, 8}) {
      lines.add(of(channels, false).normalText());
      lines.add(of(channels, true).text());
    }
    lines.replaceAll(ENTRY::concat);
    return lines;
  }

  /// What a client makes of a body of DESCRIBE.
  ///
  /// @return empty: no such entry, or one that cannot be read
  public static Optional<SurroundParams> described(String body, int channels, boolean high) {
    var entries =
        body.lines()
            .map(String::strip)
            .filter(line -> line.startsWith(ENTRY + channels))
            .map(line -> line.substring(ENTRY.length()))
            .toList();
    if (entries.size() < (high ? 2 : 1)) {
      return Optional.empty();
    }
    try {
      var read = parse(entries.get(high ? 1 : 0));
      if (high || channels <= LFE) {
        return Optional.of(read);
      }
      var mapping = new ArrayList<>(read.mapping);
      mapping.add(LFE, mapping.removeLast());
      return Optional.of(new SurroundParams(channels, read.streams, read.coupled, mapping));
    } catch (RtspException _) {
      return Optional.empty();
    }
  }
}

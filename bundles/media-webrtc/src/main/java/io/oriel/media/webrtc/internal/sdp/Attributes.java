package io.oriel.media.webrtc.internal.sdp;

import io.oriel.media.webrtc.SdpException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The attribute lines of an offer's beginning or of one of its sections.
final class Attributes {
  private final Attributes outer;
  private final Map<String, String> single = new HashMap<>();
  private final Map<Integer, String> encodings = new LinkedHashMap<>();
  private final Map<Integer, String> parameters = new HashMap<>();
  private final Map<Integer, List<String>> feedback = new HashMap<>();
  private final Map<String, Integer> extensions = new HashMap<>();
  private List<String> bundle = List.of();

  /// @param outer what stands before the sections; `null` for that itself
  Attributes(Attributes outer) {
    this.outer = outer;
  }

  void add(String attribute) throws SdpException {
    int colon = attribute.indexOf(':');
    String name = (colon < 0 ? attribute : attribute.substring(0, colon)).toLowerCase(Locale.ROOT);
    String value = colon < 0 ? "" : attribute.substring(colon + 1).strip();
    switch (name) {
      case "rtpmap" -> rtpmap(value);
      case "fmtp" -> parameters.putIfAbsent(type(value), rest(value));
      case "rtcp-fb" -> feedback(value);
      case "extmap" -> extension(value);
      case "group" -> group(value);
      case "recvonly", "sendrecv", "sendonly", "inactive" -> single.put("direction", name);
      case "ice-ufrag", "fingerprint", "setup", "mid", "rtcp-mux" ->
          single.putIfAbsent(name, value);
      default -> {} // candidates among others: the page's checks show where it is
    }
  }

  private void rtpmap(String value) throws SdpException {
    String encoding = rest(value).split("/", 2)[0].strip();
    encodings.putIfAbsent(type(value), encoding);
    if (encodings.size() > SdpOffer.MOST_FORMATS) {
      throw new SdpException("a section of the offer has more formats than there are types");
    }
  }

  private void feedback(String value) throws SdpException {
    if (!value.startsWith("*")) {
      List<String> all = feedback.computeIfAbsent(type(value), _ -> new ArrayList<>());
      if (all.size() < 16) {
        all.add(rest(value).toLowerCase(Locale.ROOT));
      }
    }
  }

  private void extension(String value) throws SdpException {
    String id = value.split("[ /]", 2)[0]; // may carry a direction: 3/recvonly
    String[] words = rest(value).split(" ", 2);
    if (extensions.size() < 64 && !words[0].isEmpty()) {
      extensions.putIfAbsent(words[0], number(id, 1, 4095));
    }
  }

  private void group(String value) {
    String[] words = value.split(" +");
    if (words[0].equalsIgnoreCase("BUNDLE") && bundle.isEmpty()) {
      bundle = List.of(words).subList(1, words.length);
    }
  }

  private static int type(String value) throws SdpException {
    return number(value.split(" ", 2)[0], 0, 127);
  }

  private static String rest(String value) {
    String[] parts = value.split(" ", 2);
    return parts.length == 2 ? parts[1].strip() : "";
  }

  private static int number(String text, int least, int most) throws SdpException {
    try {
      int n = Integer.parseInt(text);
      if (n >= least && n <= most) {
        return n;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new SdpException(
        "the offer has a number where one of " + least + " … " + most + " is due");
  }

  /// A value of this section, or of the offer's beginning.
  String value(String name) {
    String own = single.get(name);
    return own == null && outer != null ? outer.value(name) : own;
  }

  boolean has(String name) {
    return single.containsKey(name);
  }

  List<String> bundle() {
    return bundle;
  }

  Map<String, Integer> extensions() {
    return extensions;
  }

  OfferedFormat format(int type) {
    String encoding = encodings.get(type);
    return encoding == null
        ? null
        : new OfferedFormat(
            type,
            encoding,
            parameters.getOrDefault(type, ""),
            feedback.getOrDefault(type, List.of()));
  }
}

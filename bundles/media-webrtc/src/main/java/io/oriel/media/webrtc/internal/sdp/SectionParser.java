package io.oriel.media.webrtc.internal.sdp;

import io.oriel.media.webrtc.SdpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a media section of an offer.
final class SectionParser {
  private static final Pattern TOKEN = Pattern.compile("[!#-'*+\\-.0-9A-Z^-~]{1,64}"); // RFC 8866
  private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9+/]{4,256}"); // RFC 8839 §5.4
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){19,63}");
  private static final Set<String> SETUPS = Set.of("actpass", "active", "passive");

  private final List<String> words;
  private final Attributes attributes;

  private SectionParser(List<String> words, Attributes session) {
    this.words = words;
    this.attributes = new Attributes(session);
  }

  /// @param line `m=video 9 UDP/TLS/RTP/SAVPF 96 97`
  static SectionParser begin(String line, Attributes session) throws SdpException {
    List<String> words = List.of(line.substring(2).split(" +"));
    if (words.size() < 4 || words.size() > 3 + SdpOffer.MOST_FORMATS) {
      throw new SdpException("the offer has a malformed media section");
    }
    for (String word : words) { // they are repeated in the answer
      if (!word.chars().allMatch(c -> c > ' ' && c < 127) || word.length() > 64) {
        throw new SdpException("the offer has a malformed media section");
      }
    }
    return new SectionParser(words, session);
  }

  Attributes attributes() {
    return attributes;
  }

  OfferedSection finish() throws SdpException {
    String mid = attributes.value("mid");
    if (mid == null || !TOKEN.matcher(mid).matches()) {
      throw new SdpException("a media section of the offer has no mid");
    }
    String direction = attributes.value("direction");
    return new OfferedSection(
        words.getFirst().toLowerCase(Locale.ROOT),
        words.get(2),
        words.subList(3, words.size()),
        mid,
        direction == null || direction.equals("recvonly") || direction.equals("sendrecv"),
        attributes.has("rtcp-mux"),
        formats(),
        attributes.extensions(),
        transport());
  }

  private List<OfferedFormat> formats() {
    List<OfferedFormat> formats = new ArrayList<>();
    for (String word : words.subList(3, words.size())) {
      if (word.matches("[0-9]{1,3}")) {
        OfferedFormat format = attributes.format(Integer.parseInt(word));
        if (format != null) {
          formats.add(format);
        }
      }
    }
    return formats;
  }

  private OfferedTransport transport() throws SdpException {
    String fragment = attributes.value("ice-ufrag");
    String[] fingerprint = value("fingerprint").split(" +", 2);
    String setup = value("setup");
    if (fragment == null || !FRAGMENT.matcher(fragment).matches()) {
      throw new SdpException("the offer has no ice-ufrag of 4 … 256 characters");
    }
    String hex = fingerprint.length == 2 ? fingerprint[1].strip().toUpperCase(Locale.ROOT) : "";
    if (!FINGERPRINT.matcher(hex).matches()) {
      throw new SdpException("the offer has no fingerprint of a certificate");
    }
    if (!SETUPS.contains(setup)) {
      throw new SdpException("the offer's a=setup is none of " + SETUPS);
    }
    return new OfferedTransport(fragment, fingerprint[0].toLowerCase(Locale.ROOT), hex, setup);
  }

  private String value(String name) {
    String value = attributes.value(name);
    return value == null ? "" : value;
  }
}

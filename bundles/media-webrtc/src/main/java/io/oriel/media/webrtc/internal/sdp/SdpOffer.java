package io.oriel.media.webrtc.internal.sdp;

import io.oriel.media.webrtc.SdpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A page's offer (RFC 8866, RFC 8829), as far as a host that only sends needs it. Candidates are
/// not read: with ICE-lite the page's checks show where it is.
///
/// @param sections in the offer's order
/// @param bundle names of the sections of the first BUNDLE group
public record SdpOffer(List<OfferedSection> sections, List<String> bundle) {
  /// Longest offer, in characters; Chromium's with every codec has about 9000.
  public static final int LONGEST = 64 << 10;

  static final int MOST_LINES = 2000;
  static final int MOST_SECTIONS = 16;
  static final int MOST_FORMATS = 128;

  public SdpOffer {
    sections = List.copyOf(sections);
    bundle = List.copyOf(bundle);
  }

  /// Reads an offer.
  ///
  /// @throws SdpException it is none, or too large; unknown lines are skipped
  public static SdpOffer parse(String text) throws SdpException {
    if (text.length() > LONGEST) {
      throw new SdpException("the offer has more than " + LONGEST + " characters");
    }
    List<String> lines = text.lines().limit(MOST_LINES + 1).toList();
    if (lines.size() > MOST_LINES) {
      throw new SdpException("the offer has more than " + MOST_LINES + " lines");
    }
    if (lines.isEmpty() || !lines.getFirst().strip().equals("v=0")) {
      throw new SdpException("the offer does not begin with v=0");
    }
    var session = new Attributes(null);
    List<OfferedSection> sections = new ArrayList<>();
    Attributes current = session;
    SectionParser parser = null;
    for (String raw : lines) {
      String line = raw.strip();
      if (line.startsWith("m=")) {
        finish(parser, sections);
        parser = SectionParser.begin(line, session);
        current = parser.attributes();
      } else if (line.startsWith("a=")) {
        current.add(line.substring(2));
      }
    }
    finish(parser, sections);
    if (sections.isEmpty()) {
      throw new SdpException("the offer has no media section");
    }
    return new SdpOffer(sections, session.bundle());
  }

  private static void finish(SectionParser parser, List<OfferedSection> to) throws SdpException {
    if (parser == null) {
      return;
    }
    if (to.size() == MOST_SECTIONS) {
      throw new SdpException("the offer has more than " + MOST_SECTIONS + " media sections");
    }
    to.add(parser.finish());
  }

  /// The first section of a kind that receives.
  public Optional<OfferedSection> receiving(String kind) {
    return sections.stream().filter(s -> s.kind().equals(kind) && s.receives()).findFirst();
  }
}

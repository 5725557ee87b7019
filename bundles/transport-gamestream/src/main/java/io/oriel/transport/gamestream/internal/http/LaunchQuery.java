package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.trust.Client;
import io.oriel.transport.gamestream.internal.launch.LaunchAudio;
import io.oriel.transport.gamestream.internal.launch.LaunchTerms;
import io.oriel.wire.gamestream.rtsp.RtspException;
import io.oriel.wire.gamestream.rtsp.SurroundParams;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the parameters of `/launch` and `/resume` (GameStream protocol notes §1.9).
final class LaunchQuery {
  private static final Pattern MODE = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,3})");
  private static final int KEY = 16;
  private static final Logger LOG = LoggerFactory.getLogger(LaunchQuery.class);

  private LaunchQuery() {}

  /// @param playedOnHost what the client's last request said, for a resume that does not say
  /// @throws BadRequestException with 400 for whatever is missing or out of range
  static LaunchTerms parse(Request request, Client client, boolean resume, boolean playedOnHost)
      throws BadRequestException {
    Query query = request.query();
    byte[] key = query.hex("rikey");
    if (key.length != KEY) {
      throw new BadRequestException("rikey has to be 16 bytes");
    }
    int keyId = query.number("rikeyid");
    int playOnHost =
        resume
            ? query.number("localAudioPlayMode", playedOnHost ? 1 : 0)
            : query.number("localAudioPlayMode");
    return new LaunchTerms(
        client,
        key,
        keyId,
        query.number("corever", 0) >= 1,
        request.remote(),
        mode(
            client,
            query.text("mode").orElse("1280x720x60"),
            query.number("hdrMode", 0) != 0 ? ColorSpec.HDR_RGB : ColorSpec.SRGB),
        layout(
            audio(query.number("surroundAudioInfo", LaunchAudio.STEREO), playOnHost != 0),
            query,
            client),
        query.number("gcpersist", 0) != 0,
        resume);
  }

  private static DisplayRequest mode(Client client, String mode, ColorSpec color)
      throws BadRequestException {
    Matcher parts = MODE.matcher(mode);
    if (!parts.matches()) {
      throw new BadRequestException("mode has to be WIDTHxHEIGHTxRATE");
    }
    int width = Integer.parseInt(parts.group(1));
    int height = Integer.parseInt(parts.group(2));
    int rate = Integer.parseInt(parts.group(3));
    if ((width | height) % 2 != 0 || width > 8192 || height > 8192) {
      throw new BadRequestException(
          "The size "
              + width
              + "x"
              + height
              + " cannot be streamed; it has to be even, up to 8192");
    }
    try {
      int milliHz = (rate == 0 ? 60 : rate) * 1000;
      return DisplayRequest.of(client.name(), width, height, milliHz).withColor(color);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("This mode cannot be streamed: " + e.getMessage());
    }
  }

  private static LaunchAudio audio(int info, boolean playOnHost) throws BadRequestException {
    try {
      return LaunchAudio.of(info, playOnHost);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e.getMessage());
    }
  }

  /// A layout that cannot be is passed over: the client then reads the host's own from DESCRIBE.
  private static LaunchAudio layout(LaunchAudio audio, Query query, Client client)
      throws BadRequestException {
    var text = query.text("surroundParams");
    if (text.isEmpty()) {
      return audio;
    }
    try {
      return audio.with(SurroundParams.parse(text.get()));
    } catch (RtspException e) {
      LOG.warn("{} gets an ordinary sound layout: {}", client.name(), e.getMessage());
      return audio;
    }
  }
}

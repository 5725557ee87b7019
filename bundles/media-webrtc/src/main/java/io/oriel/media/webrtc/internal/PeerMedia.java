package io.oriel.media.webrtc.internal;

import io.oriel.media.webrtc.internal.rate.SendHistory;
import io.oriel.media.webrtc.internal.rtcp.SenderReport;
import io.oriel.media.webrtc.internal.rtp.AudioTrack;
import io.oriel.media.webrtc.internal.rtp.VideoTrack;
import io.oriel.media.webrtc.internal.srtp.RtcpOpener;
import io.oriel.media.webrtc.internal.srtp.RtcpSealer;
import io.oriel.media.webrtc.internal.srtp.SrtpKeys;
import io.oriel.media.wire.UdpSocket;
import java.time.Instant;

/// What a peer has once its handshake is complete.
///
/// @param video the transmit thread's
/// @param audio the audio thread's; `null`: the page wants no sound
/// @param history of the packets of picture
/// @param opener the receive thread's, like what follows
/// @param videoReports for the picture's sender reports
/// @param audioReports for those of the sound
public record PeerMedia(
    VideoTrack video,
    AudioTrack audio,
    SendHistory history,
    RtcpOpener opener,
    RtcpSealer videoReports,
    RtcpSealer audioReports) {
  public PeerMedia(VideoTrack video, AudioTrack audio, SendHistory history, byte[] material) {
    this(
        video,
        audio,
        history,
        new RtcpOpener(SrtpKeys.ofClient(material)),
        new RtcpSealer(SrtpKeys.ofServer(material)),
        new RtcpSealer(SrtpKeys.ofServer(material)));
  }

  /// Sends the reports of both sources. The receive thread.
  void sendReports(ControlSender sender, UdpSocket.Route to) {
    long nanos = System.nanoTime();
    long unix = unixNanos();
    byte[] packet = new byte[SenderReport.LONGEST + RtcpSealer.OVERHEAD];
    if (video.packets() > 0) {
      int stamp = videoStamp(nanos);
      int n =
          SenderReport.write(packet, video.ssrc(), unix, stamp, video.packets(), video.bytesSent());
      sender.send(packet, videoReports.seal(packet, n), to);
    }
    if (audio != null && audio.packets() > 0) {
      int stamp = audio.stampAt(nanos);
      int n =
          SenderReport.write(packet, audio.ssrc(), unix, stamp, audio.packets(), audio.bytesSent());
      sender.send(packet, audioReports.seal(packet, n), to);
    }
  }

  /// 90 kHz of `System.nanoTime()`'s clock, in whole µs, so that pages can tell capture times.
  public static int videoStamp(long nanos) {
    return (int) (nanos / 1000 * 90 / 1000);
  }

  static long unixNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /// What the receive thread used.
  void closeReports() {
    opener.close();
    videoReports.close();
    audioReports.close();
  }

  /// What the session's threads used.
  public void closeTracks() {
    video.close();
    if (audio != null) {
      audio.close();
    }
  }
}

/// WebRTC towards browsers that only receive: one UDP port, SDP answers, ICE-lite, DTLS-SRTP, RTP
/// of H.264, AV1 and Opus, and what their RTCP tells of the network.
@Export
@Version("0.1.0")
package io.oriel.media.webrtc;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

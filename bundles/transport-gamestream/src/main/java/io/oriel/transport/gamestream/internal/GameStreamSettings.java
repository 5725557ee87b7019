package io.oriel.transport.gamestream.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// Settings of the GameStream transport. Ports and the listen address apply when the transport is
/// opened again, everything else to the next request or launch.
@ObjectClassDefinition(
    name = "Oriel: GameStream transport",
    description = "How Moonlight clients reach this host")
public @interface GameStreamSettings {
  @AttributeDefinition(
      description =
          "TCP port of the HTTP server; HTTPS is 5 below, video 9, control 10, audio 11 and RTSP 21"
              + " above it. 0 takes free ports, for tests",
      min = "0",
      max = "65514")
  int base_port() default 47989;

  @AttributeDefinition(
      description =
          "Address or network interface to listen on and to announce; empty means all of them")
  String listen() default "";

  @AttributeDefinition(
      description = "Name shown to clients, at most 63 bytes; empty means the name of the machine")
  String host_name() default "";

  @AttributeDefinition(description = "Announce the host on the local network by multicast DNS")
  boolean announce() default true;

  @AttributeDefinition(
      description =
          "Accept requests of new clients to be paired; each still waits for the owner's PIN")
  boolean pairing() default true;

  @AttributeDefinition(
      description = "Address under which clients outside the local network reach the host, if any")
  String external_ip() default "";

  @AttributeDefinition(
      description =
          "Refuse clients that do not encrypt control messages, video and sound of their streams; the"
              + " old control encryption does not count")
  boolean encryption_required() default false;

  @AttributeDefinition(
      description = "Ask clients to encrypt video and sound even if their user opted out")
  boolean video_encryption_requested() default true;

  @AttributeDefinition(
      description =
          "Serve clients whose RTSP handshake is not encrypted; only very old ones need this")
  boolean plain_rtsp() default false;

  @AttributeDefinition(
      description = "Serve clients that know only the old control encryption, which repeats nonces")
  boolean legacy_control_encryption() default false;

  @AttributeDefinition(
      description =
          "What happens when a client whose stream is running asks for it from another address:"
              + " take lets it go on there and ends the running stream, refuse tells it so",
      options = {@Option("take"), @Option("refuse")})
  String takeover() default "take";

  @AttributeDefinition(
      description =
          "Size and rate that an encoder has to keep up with for its codec to be listed to clients,"
              + " as 1920x1080x60; a launch gets what its own size and rate allow")
  String offer_mode() default "1920x1080x60";

  @AttributeDefinition(
      description =
          "Parity packets per hundred video packets when a stream starts; losses that the client"
              + " reports raise it, quiet lowers it",
      min = "1",
      max = "100")
  int fec_percent() default 20;

  @AttributeDefinition(
      description = "The smallest share of parity packets, of a network without losses",
      min = "1",
      max = "100")
  int fec_percent_min() default 5;

  @AttributeDefinition(
      description =
          "The largest share of parity packets; frames are kept so small that all have room for it",
      min = "1",
      max = "100")
  int fec_percent_max() default 50;

  @AttributeDefinition(
      description =
          "Rate at which a frame's packets beyond the first burst leave, in Mbit/s; a large frame"
              + " leaves faster where it would come too late otherwise",
      min = "1",
      max = "100000")
  int pace_mbit() default 800;

  @AttributeDefinition(
      description = "What of a frame leaves at once, in KiB; 0 paces everything",
      min = "0",
      max = "16384")
  int pace_burst_kib() default 64;

  @AttributeDefinition(
      description =
          "First word of the state in the server information, for clients that look for a certain"
              + " host program")
  String state_prefix() default "ORIEL";
}

package io.oriel.transport.webrtc.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Settings of the WebRTC transport. Port and addresses apply when the transport is opened again,
/// everything else to the next page.
@ObjectClassDefinition(
    name = "Oriel: WebRTC transport",
    description = "How browsers reach this host where WebTransport does not pass")
public @interface WebRtcTransportSettings {
  @AttributeDefinition(
      description =
          "Address or network interface to listen on (of an interface, its first IPv4 address);"
              + " empty means all of them")
  String listen() default "";

  @AttributeDefinition(
      description = "UDP port; 0 means 4 above the base port of the host",
      min = "0",
      max = "65535")
  int port() default 0;

  @AttributeDefinition(
      description =
          "Addresses that browsers are told, where a router forwards the port; empty means those of"
              + " this machine",
      cardinality = Integer.MAX_VALUE)
  String[] advertised_addresses() default {};

  @AttributeDefinition(
      description = "UDP port that browsers are told; 0 means the one that is listened on",
      min = "0",
      max = "65535")
  int advertised_port() default 0;

  @AttributeDefinition(
      description = "Most pages that stream or connect at once",
      min = "1",
      max = "1000")
  int max_peers() default 32;

  @AttributeDefinition(
      description = "Offers that an address may make per minute",
      min = "1",
      max = "6000")
  int offers_per_minute() default 60;

  @AttributeDefinition(
      description = "Bits of picture per second that the estimate of a path begins with",
      min = "500000",
      max = "200000000")
  long start_bits_per_second() default 15_000_000;

  @AttributeDefinition(
      description = "Most bits of picture per second that a page gets",
      min = "500000",
      max = "200000000")
  long max_bits_per_second() default 100_000_000;
}

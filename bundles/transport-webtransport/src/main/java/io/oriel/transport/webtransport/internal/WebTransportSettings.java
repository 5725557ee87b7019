package io.oriel.transport.webtransport.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// Settings of WebTransport.
@ObjectClassDefinition(name = "Oriel: WebTransport", description = "Desktops in browsers over QUIC")
public @interface WebTransportSettings {
  @AttributeDefinition(
      description = "Address or network interface to listen on; empty means all of them")
  String listen() default "";

  @AttributeDefinition(
      description = "UDP port; 0 means 3 above the base port of the host",
      min = "0",
      max = "65535")
  int port() default 0;

  @AttributeDefinition(
      description =
          "Name or address that pages connect to, where it is not the one they were loaded from")
  String advertised_host() default "";

  @AttributeDefinition(
      description =
          "UDP port that pages connect to, where a router forwards it; 0 means the one listened on",
      min = "0",
      max = "65535")
  int advertised_port() default 0;

  @AttributeDefinition(
      description =
          "Most video a page may have, in Mbit/s; what the network carries is found out below that",
      min = "1",
      max = "500")
  int max_mbit() default 100;

  @AttributeDefinition(
      description =
          "How long a frame may wait to be sent, in ms, before it is given up and the next ones go"
              + " on without it",
      min = "30",
      max = "2000")
  int frame_deadline_ms() default 250;

  @AttributeDefinition(
      description = "Bytes of the largest UDP packet sent, 1200 to 1452; 1200 passes every network",
      min = "1200",
      max = "1452")
  int udp_payload() default 1200;

  @AttributeDefinition(
      description =
          "How QUIC finds out how much it may send: bbr goes on where packets are lost, as by radio;"
              + " cubic and reno yield to others as downloads do, and slow down with every loss",
      options = {@Option("bbr"), @Option("cubic"), @Option("reno")})
  String congestion() default "bbr";

  @AttributeDefinition(
      description = "Most pages at once, those that only watch included",
      min = "1",
      max = "1000")
  int max_pages() default 32;
}

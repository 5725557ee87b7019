package io.oriel.host.web.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Settings of the door for browsers.
@ObjectClassDefinition(
    name = "Oriel: door for browsers",
    description = "How browsers reach this host")
public @interface WebSettings {
  @AttributeDefinition(
      description = "Address or network interface to listen on; empty means all of them")
  String listen() default "";

  @AttributeDefinition(
      description = "TCP port of HTTPS; 0 means 2 above the base port of the host",
      min = "0",
      max = "65535")
  int port() default 0;

  @AttributeDefinition(
      description =
          "Serve plain HTTP to this machine itself too, one port above HTTPS; browsers trust"
              + " http://localhost without a certificate")
  boolean loopback_http() default true;

  @AttributeDefinition(
      description =
          "PEM file of a certificate and its chain; empty means one that the host makes for itself")
  String certificate() default "";

  @AttributeDefinition(description = "PEM file (PKCS #8) of the certificate's private key")
  String key() default "";

  @AttributeDefinition(
      description =
          "Names under which browsers may reach this host, besides its addresses, its own name and"
              + " the names in the certificate's file",
      cardinality = Integer.MAX_VALUE)
  String[] allowed_hosts() default {};

  @AttributeDefinition(
      description =
          "Accept requests of new browsers to be paired; each still waits for the owner's code")
  boolean pairing() default true;

  @AttributeDefinition(
      description = "Most guests at once, of all links together; 0 admits none",
      min = "0",
      max = "100")
  int guests() default 4;

  @AttributeDefinition(
      description = "How many minutes a link for guests is valid, unless another time is given",
      min = "1",
      max = "10080")
  int guest_minutes() default 60;

  @AttributeDefinition(
      description = "The longest time for which a link can be made, in minutes",
      min = "1",
      max = "10080")
  int guest_minutes_max() default 1440;
}

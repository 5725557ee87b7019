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
}

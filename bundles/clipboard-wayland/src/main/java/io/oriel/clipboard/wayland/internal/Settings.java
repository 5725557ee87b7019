package io.oriel.clipboard.wayland.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// What an operator may change; it applies to the next clipboard.
@ObjectClassDefinition(
    name = "Oriel: clipboard of Wayland desktops",
    description = "Copies between programs of a desktop and its client.")
@interface Settings {
  /// Where they are read from.
  String PID = "io.oriel.clipboard.wayland";

  @AttributeDefinition(
      description =
          "How long the compositor may take to give access to its clipboard in all, in ms, up to"
              + " 5000",
      min = "100",
      max = "5000")
  long open_timeout_ms() default 3_000;

  @AttributeDefinition(
      description =
          "How long a program may take to hand over what it copied, or to take what it pastes, in"
              + " ms; after that the transfer is given up",
      min = "100")
  long transfer_timeout_ms() default 10_000;
}

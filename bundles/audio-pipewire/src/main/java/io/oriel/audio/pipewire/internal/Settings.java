package io.oriel.audio.pipewire.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// What an operator may change; it applies to the next sink.
@ObjectClassDefinition(name = "Oriel: sound through PipeWire")
@interface Settings {
  @AttributeDefinition(
      description =
          "Whose PipeWire the sinks are made in: running (the one of the user's session), own (one"
              + " that the host starts, without hardware), auto (the running one if it is complete"
              + " and the host is not root, else an own one)",
      options = {
        @Option(label = "auto", value = "auto"),
        @Option(label = "running", value = "running"),
        @Option(label = "own", value = "own")
      })
  String server() default "auto";

  @AttributeDefinition(
      description =
          "User that an own PipeWire runs as when the host itself runs as root; must be the one"
              + " desktops run as")
  String user() default "nobody";

  @AttributeDefinition(
      description = "How long starting an own PipeWire and making a sink may take, in ms")
  long open_timeout_ms() default 10_000;

  @AttributeDefinition(
      description =
          "Make PipeWire's cycles as long as a sound packet, so that a packet is complete as soon"
              + " as it is played; off, only a latency of that length is asked for, which other"
              + " settings of PipeWire may overrule. Sinks that are heard on the host too never do"
              + " it")
  boolean force_quantum() default true;
}

package io.oriel.host.recording.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Settings of the rolling recording. They apply at once; what was recorded is kept as far as the
/// new limits allow.
@ObjectClassDefinition(
    name = "Oriel: recording",
    description = "Keeps the last minutes of what happened to every frame.")
@interface RecordingSettings {
  @AttributeDefinition(description = "Record all the time; off, only what jcmd starts is recorded")
  boolean enabled() default true;

  @AttributeDefinition(
      description = "Events older than this may be thrown away, in seconds",
      min = "10")
  int max_age_seconds() default 600;

  @AttributeDefinition(
      description = "The oldest events are thrown away beyond this, in MiB on disk",
      min = "4")
  int max_size_mib() default 32;
}

package io.oriel.host.apps.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// What an operator may change of the list and of what runs. The list follows at once, the rest
/// applies to the next application.
@ObjectClassDefinition(
    name = "Oriel: applications",
    description = "What clients can start, and how it runs.")
@interface AppSettings {
  @AttributeDefinition(
      description = "List the desktop itself; it is listed anyway if nothing else is")
  boolean desktop() default true;

  @AttributeDefinition(
      description =
          "What is not listed: ids or titles; * at the end stands for any rest, as in steam:*")
  String[] hide() default {};

  @AttributeDefinition(description = "Ids or titles to list first, in this order")
  String[] first() default {};

  @AttributeDefinition(description = "Other titles, each as id=title, for example steam:570=Dota")
  String[] titles() default {};

  @AttributeDefinition(
      description = "Other pictures, each as id=file; a PNG or JPEG that fills the card")
  String[] pictures() default {};

  @AttributeDefinition(
      description =
          "How long a launch waits for an application that fails, so that the client is told, in ms",
      min = "0",
      max = "10000")
  int start_watch_ms() default 300;

  @AttributeDefinition(
      description = "How long an application may take to end by itself before it is killed, in ms",
      min = "0",
      max = "4000")
  int end_patience_ms() default 2_000;

  @AttributeDefinition(
      description = "Size at which the beginning of an application's log is thrown away, in KiB",
      min = "16")
  int log_kib() default 1_024;
}

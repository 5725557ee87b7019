package io.oriel.host.session.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// Settings of sessions. They apply to the next session, or to the next decision of a running one.
@ObjectClassDefinition(
    name = "Oriel: sessions",
    description = "How many sessions there may be, and which backends they use.")
@interface SessionSettings {
  @AttributeDefinition(description = "Most sessions at once; 0 means no limit", min = "0")
  int max_sessions() default 4;

  @AttributeDefinition(
      description = "Most clients that may watch one session at once, beside its own; 0 lets none",
      min = "0",
      max = "16")
  int watchers_most() default 4;

  @AttributeDefinition(
      description =
          "Let every paired client with the right to view watch the sessions of other clients;"
              + " false lets only guests with a link watch beside a session's own client")
  boolean watch_others() default false;

  @AttributeDefinition(
      description =
          "Backends that must be used where a stage has one named, each as stage=id, for example"
              + " encoder=x264; empty leaves the choice to the host")
  String[] pins() default {};

  @AttributeDefinition(
      description =
          "Backends that must not be used, each as stage=id, for example encoder=openh264")
  String[] bans() default {};

  @AttributeDefinition(
      description =
          "What becomes of the other monitors of a running desktop while a client has its own there:"
              + " extend leaves them as they are, only turns them off, mirror makes no monitor and"
              + " shows the client an existing one",
      options = {@Option("extend"), @Option("only"), @Option("mirror")})
  String arrangement() default "extend";

  @AttributeDefinition(
      description =
          "Connector of the monitor that arrangement mirror shows, for example DP-1; empty takes"
              + " the primary one")
  String mirror_of() default "";

  @AttributeDefinition(
      description =
          "An encoder whose own quality estimate is below this is offered to clients only when it is"
              + " pinned, since it would be slower than real time, 0 to 100",
      min = "0",
      max = "100")
  int offer_quality() default 30;

  @AttributeDefinition(
      description =
          "Send less where the client reports losses that go away by it, and more again when the"
              + " network carries it; false sends what the client wishes whatever is lost. Browsers'"
              + " connections find out by themselves what the network carries, whatever this says")
  boolean adapt_rate() default true;

  @AttributeDefinition(
      description = "Most controllers of one client at once, 0 to 16",
      min = "0",
      max = "16")
  int max_pads() default 16;

  @AttributeDefinition(
      description = "How long a session waits for a backend that was taken away, in ms",
      min = "0")
  long recovery_wait_ms() default 2_000;

  @AttributeDefinition(
      description = "How long a launched session waits for its stream to start, in ms",
      min = "1000")
  long start_timeout_ms() default 30_000;

  @AttributeDefinition(
      description =
          "Ends a session without any input for so many seconds, as if its client had gone; 0 lets"
              + " it live",
      min = "0",
      max = "604800")
  int idle_end_seconds() default 0;
}

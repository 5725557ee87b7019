package io.oriel.vdisplay.mutter.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// What an operator may change; it applies to the next display.
@ObjectClassDefinition(name = "Oriel: virtual monitors of Mutter")
@interface Settings {
  @AttributeDefinition(
      description =
          "Where displays are made: attach, in the running GNOME of the host's user; own, each in a"
              + " headless Mutter of its own; auto, in the running one if there is one")
  String desktop() default "auto";

  @AttributeDefinition(
      description =
          "What runs in a desktop of its own: mutter, a bare compositor, or gnome-shell, all of"
              + " GNOME's interface")
  String shell() default "mutter";

  @AttributeDefinition(description = "Most displays at once; 0 means no limit")
  int max_displays() default 8;

  @AttributeDefinition(
      description = "How long Mutter may take until it has made a stream, in ms",
      min = "1000")
  long open_timeout_ms() default 15_000;

  @AttributeDefinition(
      description =
          "The pointer: embedded, drawn into the picture; metadata, told beside it; hidden")
  String cursor() default "embedded";

  @AttributeDefinition(
      description =
          "Let a desktop of its own draw with the GPU if there is a render node. Off, the processor"
              + " draws")
  boolean gpu() default true;

  @AttributeDefinition(description = "Start Xwayland for X11 programs in a desktop of its own")
  boolean xwayland() default true;

  @AttributeDefinition(
      description = "User that own desktops run as when the host itself runs as root")
  String user() default "nobody";

  @AttributeDefinition(
      description = "Command of the terminal; empty means foot, xfce4-terminal or xterm")
  String terminal() default "";

  @AttributeDefinition(
      description = "Open a terminal in a bare Mutter of its own, unless an application is started")
  boolean open_terminal() default true;

  @AttributeDefinition(description = "Commands to run in a desktop of its own when it is shown")
  String[] startup() default {};
}

package io.oriel.vdisplay.kwin.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// What an operator may change; it applies to the next display.
@ObjectClassDefinition(name = "Oriel: desktops on KWin (Plasma)")
@interface Settings {
  @AttributeDefinition(
      description =
          "auto: a monitor in the Plasma desktop of the host's user where one runs, else a KWin of the"
              + " display's own; attach: only the running desktop; own: only a KWin of its own",
      options = {
        @Option(label = "auto", value = "auto"),
        @Option(label = "attach", value = "attach"),
        @Option(label = "own", value = "own")
      })
  String desktop() default "auto";

  @AttributeDefinition(description = "Most displays at once; 0 means no limit")
  int max_displays() default 8;

  @AttributeDefinition(description = "How long KWin may take until it shows a picture, in ms")
  long open_timeout_ms() default 15_000;

  @AttributeDefinition(
      description =
          "Install a launcher and a desktop file in XDG_DATA_HOME, by which KWin knows the host and"
              + " gives it pictures and input of the running desktop without asking")
  boolean grant() default true;

  @AttributeDefinition(
      description =
          "What to stream of a running desktop where KWin makes no virtual monitor, in this order:"
              + " output (a monitor of exactly the client's size), window (a full-screen window)")
  String[] fallbacks() default {"output", "window"};

  @AttributeDefinition(
      description =
          "Percent added to the refresh rate of the headless sway that an own KWin draws into; see"
              + " io.oriel.vdisplay.wlroots")
  int refresh_headroom() default 50;

  @AttributeDefinition(
      description =
          "Let an own KWin draw with OpenGL if there is a render node; off, the processor draws")
  boolean gpu() default false;

  @AttributeDefinition(description = "Start Xwayland for X11 programs in an own KWin")
  boolean xwayland() default true;

  @AttributeDefinition(
      description = "User that own desktops run as when the host itself runs as root")
  String user() default "nobody";

  @AttributeDefinition(
      description = "Keyboard layout, for example de; empty means the one of /etc/default/keyboard")
  String keyboard_layout() default "";

  @AttributeDefinition(description = "Start plasmashell in an own KWin where it is installed")
  boolean shell() default true;

  @AttributeDefinition(
      description = "Command of the terminal; empty means konsole, xfce4-terminal or xterm")
  String terminal() default "";

  @AttributeDefinition(description = "Open a terminal when an own desktop starts")
  boolean open_terminal() default true;

  @AttributeDefinition(
      description =
          "On a display that was opened for an application leave out shell and terminal, so that one"
              + " window fills the screen")
  boolean bare_for_apps() default true;

  @AttributeDefinition(description = "Commands to run when an own desktop starts")
  String[] startup() default {};
}

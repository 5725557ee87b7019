package io.oriel.vdisplay.wlroots.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// What an operator may change; it applies to the next display.
@ObjectClassDefinition(name = "Oriel: desktops on sway")
@interface Settings {
  /// Where they are read from.
  String PID = "io.oriel.vdisplay.wlroots";

  @AttributeDefinition(
      description =
          "Where displays are made: attach (in the running sway, labwc or other desktop of wlroots"
              + " of the host's user), own (each in a headless sway of its own), auto (in the running"
              + " desktop if there is one, else in an own one)",
      options = {
        @Option(label = "auto", value = "auto"),
        @Option(label = "attach", value = "attach"),
        @Option(label = "own", value = "own")
      })
  String desktop() default "auto";

  @AttributeDefinition(description = "Most displays at once; 0 means no limit")
  int max_displays() default 8;

  @AttributeDefinition(description = "How long sway may take until it shows a picture, in ms")
  long open_timeout_ms() default 10_000;

  @AttributeDefinition(
      description =
          "Percent added to the refresh rate asked for. Headless sway draws when its timer runs out,"
              + " and once for every copy besides: with 150 a window drawn at the client's rate is"
              + " copied at once, with 50 it waits 6 ms on average. Programs that draw whenever the"
              + " compositor wants a picture draw more often than the client sees, which 50 spares"
              + " weak machines. The host paces to the client's rate")
  int refresh_headroom() default 150;

  @AttributeDefinition(
      description =
          "Draw with OpenGL on the GPU if there is a render node. Off, the processor draws:"
              + " slower for 3D, but no picture has to be copied back from the GPU")
  boolean gpu() default false;

  @AttributeDefinition(description = "Start Xwayland for X11 programs when one asks for it")
  boolean xwayland() default true;

  @AttributeDefinition(
      description =
          "User that desktops run as when the host itself runs as root; sway refuses root")
  String user() default "nobody";

  @AttributeDefinition(
      description = "Keyboard layout, for example de; empty means the one of /etc/default/keyboard")
  String keyboard_layout() default "";

  @AttributeDefinition(
      description = "Command of the terminal; empty means foot, xfce4-terminal or xterm")
  String terminal() default "";

  @AttributeDefinition(description = "Open a terminal when the desktop starts")
  boolean open_terminal() default true;

  @AttributeDefinition(
      description =
          "On a display that was opened for an application leave out bar, terminal and window frames,"
              + " so that one window fills the screen")
  boolean bare_for_apps() default true;

  @AttributeDefinition(
      description =
          "Give each desktop a D-Bus session of its own. Off, its programs are in the session that the"
              + " host was started in: one that runs only once opens its window there")
  boolean own_bus() default true;

  @AttributeDefinition(description = "New windows float with a title bar instead of being tiled")
  boolean floating() default true;

  @AttributeDefinition(description = "Picture for the background (PNG); empty means Oriel's own")
  String wallpaper() default "";

  @AttributeDefinition(description = "Commands to run when the desktop starts")
  String[] startup() default {};

  @AttributeDefinition(description = "A file of sway configuration to read last; empty means none")
  String include() default "";
}

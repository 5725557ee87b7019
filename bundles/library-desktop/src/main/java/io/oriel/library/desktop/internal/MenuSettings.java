package io.oriel.library.desktop.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// What of the desktop's menu clients see. The list follows at once.
@ObjectClassDefinition(
    name = "Oriel: applications of the desktop's menu",
    description = "Which installed programs with a desktop file are listed.")
@interface MenuSettings {
  @AttributeDefinition(
      description =
          "Categories that are listed; * lists everything that a menu would show, none lists only"
              + " the entries named below")
  String[] categories() default {"Game", "TV"};

  @AttributeDefinition(
      description =
          "What is listed besides: names of desktop files without .desktop, for example firefox-esr")
  String[] entries() default {};

  @AttributeDefinition(
      description = "Folders to search before the system's, each with a folder applications/ in it")
  String[] folders() default {};

  @AttributeDefinition(
      description = "Name of the desktop that entries may be limited to (OnlyShowIn)")
  String desktop_name() default "sway";

  @AttributeDefinition(
      description =
          "Command in front of programs that need a terminal; empty means xdg-terminal-exec, foot,"
              + " xfce4-terminal or xterm")
  String terminal() default "";
}

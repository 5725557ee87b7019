package io.oriel.library.steam.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// What of Steam clients see. The list follows at once.
@ObjectClassDefinition(
    name = "Oriel: Steam",
    description = "Steam and its installed games, where Steam is installed.")
@interface SteamSettings {
  @AttributeDefinition(description = "List Steam itself, in Big Picture")
  boolean big_picture() default true;

  @AttributeDefinition(description = "List installed games")
  boolean games() default true;

  @AttributeDefinition(
      description = "Folders of Steam installations besides the usual ones; each holds steamapps/")
  String[] folders() default {};

  @AttributeDefinition(
      description =
          "Command of Steam, before the address of what is to be opened; empty means steam or its"
              + " Flatpak")
  String command() default "";
}

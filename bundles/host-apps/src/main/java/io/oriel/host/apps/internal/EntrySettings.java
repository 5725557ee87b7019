package io.oriel.host.apps.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// One application of the operator's own.
@ObjectClassDefinition(
    name = "Oriel: an application",
    description =
        "An entry of the list of applications. Its id is custom: and the part of the file's name"
            + " after the dash.")
@interface EntrySettings {
  @AttributeDefinition(description = "Name shown to people; must be given")
  String title() default "";

  @AttributeDefinition(
      description =
          "Program and arguments; quotes and backslashes as in a shell, nothing else of one. ~/ at"
              + " the beginning of a word is the home folder. Must be given")
  String command() default "";

  @AttributeDefinition(description = "Folder to start in; empty means the home folder")
  String directory() default "";

  @AttributeDefinition(description = "Variables, each as NAME=value")
  String[] environment() default {};

  @AttributeDefinition(description = "PNG or JPEG for the lists of clients; empty draws the title")
  String picture() default "";

  @AttributeDefinition(
      description = "The picture fills the card; off, it is put on one with the title, as an icon")
  boolean cover() default true;

  @AttributeDefinition(description = "The session ends when the application does")
  boolean end_session() default true;

  @AttributeDefinition(
      description = "It has ended when all processes that came of it have, not with the first one")
  boolean wait_for_all() default false;

  @AttributeDefinition(description = "Clients are told that it is a game")
  boolean game() default false;

  @AttributeDefinition(description = "Place among the entries of this kind, smallest first")
  int order() default 0;
}

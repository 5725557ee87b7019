package io.oriel.host.exchange.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// What an operator may change; it applies to the next call.
@ObjectClassDefinition(
    name = "Oriel: files",
    description = "Files that browsers put on the host and fetch from it.")
public @interface ExchangeSettings {
  /// Where they are read from.
  String PID = "io.oriel.host.exchange";

  @AttributeDefinition(
      description =
          "Folder that uploaded files go to, an absolute path; it is made when it is first used."
              + " Empty: Downloads/Oriel in the home folder of the user that programs run as")
  String folder() default "";

  @AttributeDefinition(
      description =
          "User that uploaded files belong to when the host itself runs as root; must be the one"
              + " desktops run as")
  String user() default "nobody";

  @AttributeDefinition(
      description =
          "Folder whose files clients may fetch, an absolute path; without its subfolders, links"
              + " and files whose names begin with a dot. Empty: none")
  String offered_folder() default "";

  @AttributeDefinition(description = "Longest file that may be uploaded, in MiB", min = "1")
  long file_mib() default 65_536;

  @AttributeDefinition(
      description = "Most that one client may upload within 24 hours, in MiB",
      min = "1")
  long client_mib() default 131_072;

  @AttributeDefinition(
      description = "Most unfinished uploads of one client at once",
      min = "1",
      max = "64")
  int client_uploads() default 8;

  @AttributeDefinition(
      description = "Room that uploads leave on the disk, in MiB: beyond it they are refused",
      min = "0")
  long reserve_mib() default 1_024;

  @AttributeDefinition(
      description = "An unfinished upload that nobody goes on with is removed after so many hours",
      min = "1",
      max = "720")
  int expire_hours() default 24;
}

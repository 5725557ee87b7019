package io.oriel.vdisplay.portal.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// What an operator may change; it applies to the next display.
@ObjectClassDefinition(name = "Oriel: monitors through the desktop portal")
@interface Settings {
  /// Where they are read from.
  String PID = "io.oriel.vdisplay.portal";

  @AttributeDefinition(
      description =
          "Ask the desktop's portal when nothing better makes a display: attach; off: never, so that"
              + " no dialog ever appears")
  String desktop() default "attach";

  @AttributeDefinition(
      description = "How long people may take to answer the desktop's dialog, in s",
      min = "5")
  int dialog_timeout_s() default 60;

  @AttributeDefinition(
      description =
          "Ask once: keep the portal's permission, so that later sessions start without a dialog. The"
              + " desktop's settings take it back")
  boolean remember() default true;

  @AttributeDefinition(description = "Most displays at once; 0 means no limit")
  int max_displays() default 4;
}

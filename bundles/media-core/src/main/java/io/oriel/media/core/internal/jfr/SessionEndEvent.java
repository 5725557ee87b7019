package io.oriel.media.core.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/// A session has ended. Control thread.
@Name("io.oriel.SessionEnd")
@Label("Session end")
@Description("A session has ended")
public final class SessionEndEvent extends HostEvent {
  @Label("Reason")
  public String reason;

  @Label("Detail")
  public String detail;
}

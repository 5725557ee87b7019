package io.oriel.media.core.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/// A session lost a capture or encoder. Control thread.
@Name("io.oriel.StageLost")
@Label("Stage lost")
@Description("A session lost a capture or encoder and looks for another")
public final class StageLostEvent extends HostEvent {
  @Label("Backend")
  public String backend;

  @Label("Why")
  public String why;
}

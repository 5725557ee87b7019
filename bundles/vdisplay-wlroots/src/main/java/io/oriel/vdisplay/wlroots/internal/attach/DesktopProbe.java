package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.FolderWatch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// The running desktop of wlroots that a display can be attached to: `wlroots.desktop`,
/// `wlroots.desktop.socket`, `wlroots.desktop.outputs`; condition `oriel.compositor.wlroots`.
@Component
public final class DesktopProbe implements Probe {
  /// Fact: name of its compositor.
  public static final String KIND = "wlroots.desktop";

  /// Fact: its Wayland socket.
  public static final String SOCKET = "wlroots.desktop.socket";

  private static final String OUTPUTS = "wlroots.desktop.outputs";
  private static final String CONDITION = "oriel.compositor.wlroots";

  private final DesktopSearch search;
  private FolderWatch watch;

  @Activate
  public DesktopProbe() {
    this(new DesktopSearch(System.getenv(), Account.hostUid()));
  }

  DesktopProbe(DesktopSearch search) {
    this.search = search;
  }

  @Override
  public void start(ProbeSink sink) throws IOException {
    watch =
        FolderWatch.start("oriel-desktops", () -> List.of(search.directory()), () -> look(sink));
    look(sink);
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }

  private void look(ProbeSink sink) {
    Optional<RunningDesktop> desktop = search.find();
    sink.fact(KIND, desktop.map(RunningDesktop::kind).orElse(null));
    sink.fact(SOCKET, desktop.map(RunningDesktop::socket).orElse(null));
    sink.fact(OUTPUTS, desktop.map(DesktopProbe::outputs).orElse(null));
    sink.condition(CONDITION, desktop.isPresent());
  }

  private static String outputs(RunningDesktop desktop) {
    try {
      Outputs outputs = desktop.outputs();
      return outputs.read().stream()
          .filter(output -> !outputs.parked(output))
          .map(DesktopProbe::text)
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      return "not told: " + e.getMessage();
    }
  }

  private static String text(OutputState output) {
    return output.enabled()
        ? output.name() + " " + output.widthPx() + "x" + output.heightPx()
        : output.name() + " off";
  }
}

package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.AudioSink;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.pipewire.server.PipeWireServers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.Designate;

/// Sinks in PipeWire, the user's own or one that is started.
///
/// There is no condition on it: a host without it shall say so in its plans, not stay silent.
@Component(configurationPid = "io.oriel.audio.pipewire")
@BackendId("pipewire")
@ServiceDescription("Sinks in PipeWire")
@Designate(ocd = Settings.class)
public final class PipeWireSinks implements AudioProvider {
  private final Set<SessionSink> open = ConcurrentHashMap.newKeySet();
  private final DefaultSinks defaults = new DefaultSinks(LayoutJournal.of("sound"));
  private final KeptServer server;
  private volatile Settings settings;

  @Activate
  public PipeWireSinks(Settings settings, @Reference PipeWireServers servers) {
    this.settings = settings;
    server = new KeptServer(servers);
    Thread.ofVirtual().name("oriel-sinks").start(defaults::recover);
  }

  /// Settings apply to the next sink.
  @Modified
  void modified(Settings changed) {
    settings = changed;
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    return Fitness.of(request, facts, settings);
  }

  @Override
  public AudioSink openSink(Request request, StageHealth health) throws BackendException {
    Settings now = settings; // read once: it may change
    var sink = SessionSink.open(request, server.lease(now), defaults, now, health, open::remove);
    open.add(sink);
    return sink;
  }

  /// By now every session has let go; what is left is a leak.
  @Deactivate
  void close() {
    List.copyOf(open).forEach(SessionSink::close);
    server.close();
  }
}

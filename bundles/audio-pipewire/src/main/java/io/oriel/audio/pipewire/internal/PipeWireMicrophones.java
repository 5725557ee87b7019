package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.lib.pipewire.server.PipeWireServers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/// Sources in PipeWire that a client speaks into; settings are those of [PipeWireSinks], which
/// describes them.
@Component(configurationPid = "io.oriel.audio.pipewire")
@BackendId("pipewire")
@ServiceDescription("Microphones in PipeWire")
public final class PipeWireMicrophones implements MicrophoneProvider {
  private final Set<SessionMicrophone> open = ConcurrentHashMap.newKeySet();
  private final KeptServer server;
  private volatile Settings settings;

  @Activate
  public PipeWireMicrophones(Settings settings, @Reference PipeWireServers servers) {
    this.settings = settings;
    server = new KeptServer(servers);
  }

  /// Settings apply to the next microphone.
  @Modified
  void modified(Settings changed) {
    settings = changed;
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    return Fitness.ofMicrophone(facts, settings);
  }

  /// A stream that names what is not there is linked with the default source, and stays with it
  /// (WirePlumber's `follow-default-target`).
  @Override
  public Map<String, String> environment(Request request) {
    return Map.of(SessionMicrophone.VARIABLE, request.name());
  }

  @Override
  public Microphone open(Request request, StageHealth health) throws BackendException {
    var microphone = SessionMicrophone.open(request, server.lease(settings), health, open::remove);
    open.add(microphone);
    return microphone;
  }

  /// By now every session has let go; what is left is a leak.
  @Deactivate
  void close() {
    List.copyOf(open).forEach(SessionMicrophone::close);
    server.close();
  }
}

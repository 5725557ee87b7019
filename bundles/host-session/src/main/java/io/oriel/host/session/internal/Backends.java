package io.oriel.host.session.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.backend.BackendId;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.clipboard.ClipboardProvider;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.session.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// The registered backends, and the one place where they go away.
///
/// An unbind method returns when nothing of the host uses the backend any more; the framework runs
/// the backend's own deactivation after that, which is what makes it safe for a backend to free
/// native memory there. The drain works without the component runtime's locks: the leaving
/// listeners run on the thread that stops the backend and wait for media threads only.
@Component(service = Backends.class)
public final class Backends {
  private final Set<Provider<VirtualDisplayProvider>> displays = new CopyOnWriteArraySet<>();
  private final Set<Provider<CaptureProvider>> captures = new CopyOnWriteArraySet<>();
  private final Set<Provider<EncoderProvider>> encoders = new CopyOnWriteArraySet<>();
  private final Set<Provider<InjectorProvider>> injectors = new CopyOnWriteArraySet<>();
  private final Set<Provider<AudioProvider>> sounds = new CopyOnWriteArraySet<>();
  private final Set<Provider<MicrophoneProvider>> microphones = new CopyOnWriteArraySet<>();
  private final Set<Provider<ClipboardProvider>> clipboards = new CopyOnWriteArraySet<>();
  private final List<Consumer<Provider<?>>> arrived = new CopyOnWriteArrayList<>();
  private final List<Consumer<Provider<?>>> leaving = new CopyOnWriteArrayList<>();

  /// Calls back with every backend that arrives, and with every one that leaves before it is gone.
  void listen(Consumer<Provider<?>> onArrival, Consumer<Provider<?>> onLeaving) {
    arrived.add(onArrival);
    leaving.add(onLeaving);
  }

  /// Ends the calls of [#listen].
  void unlisten(Consumer<Provider<?>> onArrival, Consumer<Provider<?>> onLeaving) {
    arrived.remove(onArrival);
    leaving.remove(onLeaving);
  }

  List<Provider<VirtualDisplayProvider>> displays() {
    return List.copyOf(displays);
  }

  List<Provider<CaptureProvider>> captures() {
    return List.copyOf(captures);
  }

  List<Provider<EncoderProvider>> encoders() {
    return List.copyOf(encoders);
  }

  List<Provider<InjectorProvider>> injectors() {
    return List.copyOf(injectors);
  }

  List<Provider<AudioProvider>> sounds() {
    return List.copyOf(sounds);
  }

  List<Provider<MicrophoneProvider>> microphones() {
    return List.copyOf(microphones);
  }

  List<Provider<ClipboardProvider>> clipboards() {
    return List.copyOf(clipboards);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addDisplay(VirtualDisplayProvider service, Map<String, Object> properties) {
    add(displays, provider(Stage.DISPLAY, service, properties));
  }

  void removeDisplay(VirtualDisplayProvider service) {
    remove(displays, service);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addCapture(CaptureProvider service, Map<String, Object> properties) {
    add(captures, provider(Stage.CAPTURE, service, properties));
  }

  void removeCapture(CaptureProvider service) {
    remove(captures, service);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addEncoder(EncoderProvider service, Map<String, Object> properties) {
    add(encoders, provider(Stage.ENCODER, service, properties));
  }

  void removeEncoder(EncoderProvider service) {
    remove(encoders, service);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addInjector(InjectorProvider service, Map<String, Object> properties) {
    add(injectors, provider(Stage.INPUT, service, properties));
  }

  void removeInjector(InjectorProvider service) {
    remove(injectors, service);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSound(AudioProvider service, Map<String, Object> properties) {
    add(sounds, provider(Stage.AUDIO, service, properties));
  }

  void removeSound(AudioProvider service) {
    remove(sounds, service);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addMicrophone(MicrophoneProvider service, Map<String, Object> properties) {
    add(microphones, provider(Stage.MICROPHONE, service, properties));
  }

  void removeMicrophone(MicrophoneProvider service) {
    remove(microphones, service);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addClipboard(ClipboardProvider service, Map<String, Object> properties) {
    add(clipboards, provider(Stage.CLIPBOARD, service, properties));
  }

  void removeClipboard(ClipboardProvider service) {
    remove(clipboards, service);
  }

  private <P> void add(Set<Provider<P>> set, Provider<P> provider) {
    set.add(provider);
    arrived.forEach(listener -> listener.accept(provider));
  }

  private <P> void remove(Set<Provider<P>> set, P service) {
    for (var provider : set) {
      if (provider.service() == service) {
        set.remove(provider);
        leaving.forEach(listener -> listener.accept(provider));
      }
    }
  }

  private static <P> Provider<P> provider(Stage stage, P service, Map<String, Object> properties) {
    var id = properties.get(BackendId.PROPERTY) instanceof String text ? text : null;
    if (id == null) {
      id = service.getClass().getName();
    }
    int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer n ? n : 0;
    return new Provider<>(stage, id, service, ranking);
  }
}

package io.oriel.encoder.ffmpeg.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Codec;
import io.oriel.api.media.FormatSupport;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// H.264 by libopenh264: under BSD terms, for hosts without the GPL libraries.
@Component(configurationPid = "io.oriel.encoder.ffmpeg.openh264")
@BackendId("openh264")
@ServiceDescription("H.264 in software by openh264")
@Designate(ocd = OpenH264Encoders.Config.class)
public final class OpenH264Encoders implements EncoderProvider {
  @ObjectClassDefinition(name = "Oriel: openh264", description = "H.264 in software by openh264.")
  @interface Config {
    @AttributeDefinition(
        description = "Threads of one encoder; 0 lets the size of the picture decide",
        min = "0",
        max = "64")
    int threads() default 0;
  }

  private final SoftwareEncoders encoders;
  private volatile Config config;

  @Activate
  public OpenH264Encoders(Config config, @Reference Ffmpeg ffmpeg) {
    this.config = config;
    encoders = new SoftwareEncoders(EncoderKind.OPENH264, ffmpeg);
  }

  /// Settings apply to the next encoder.
  @Modified
  void modified(Config changed) {
    config = changed;
  }

  @Deactivate
  void close() {
    encoders.close();
  }

  @Override
  public List<FormatSupport> accepts(Codec codec, HostFacts facts) {
    return encoders.accepts(codec);
  }

  @Override
  public Assessment assess(EncoderRequest request, HostFacts facts) {
    return encoders.assess(request);
  }

  @Override
  public Encoder open(EncoderRequest request, StageHealth health) throws BackendException {
    return encoders.open(request, config.threads(), "");
  }
}

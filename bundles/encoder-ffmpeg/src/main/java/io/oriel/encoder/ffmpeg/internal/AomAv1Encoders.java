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

/// AV1 by libaom in its real-time mode for screens: sharp text, and the one with 4:4:4.
@Component(configurationPid = "io.oriel.encoder.ffmpeg.aomav1")
@BackendId("aomav1")
@ServiceDescription("AV1 in software by libaom")
@Designate(ocd = AomAv1Encoders.Config.class)
public final class AomAv1Encoders implements EncoderProvider {
  @ObjectClassDefinition(name = "Oriel: aomav1", description = "AV1 in software by libaom.")
  @interface Config {
    @AttributeDefinition(
        description = "Threads of one encoder; 0 lets the size of the picture decide",
        min = "0",
        max = "64")
    int threads() default 0;

    @AttributeDefinition(description = "libaom's cpu-used, 7 to 11; larger is faster")
    String preset() default "9";
  }

  private final SoftwareEncoders encoders;
  private volatile Config config;

  @Activate
  public AomAv1Encoders(Config config, @Reference Ffmpeg ffmpeg) {
    this.config = config;
    encoders = new SoftwareEncoders(EncoderKind.AOM_AV1, ffmpeg);
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
    var current = config;
    return encoders.open(request, current.threads(), current.preset());
  }
}

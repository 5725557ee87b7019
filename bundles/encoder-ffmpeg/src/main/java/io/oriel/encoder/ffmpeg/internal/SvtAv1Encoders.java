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

/// AV1 by SVT-AV1: for sizes and rates that libaom does not keep up with.
@Component(configurationPid = "io.oriel.encoder.ffmpeg.svtav1")
@BackendId("svtav1")
@ServiceDescription("AV1 in software by SVT-AV1")
@Designate(ocd = SvtAv1Encoders.Config.class)
public final class SvtAv1Encoders implements EncoderProvider {
  @ObjectClassDefinition(name = "Oriel: svtav1", description = "AV1 in software by SVT-AV1.")
  @interface Config {
    @AttributeDefinition(
        description = "Threads of one encoder; 0 lets the size of the picture decide",
        min = "0",
        max = "64")
    int threads() default 0;

    @AttributeDefinition(
        description =
            "SVT-AV1 preset, 8 to 13; larger is faster, and from 11 on text that appears is blurred")
    String preset() default "10";
  }

  private final SoftwareEncoders encoders;
  private volatile Config config;

  @Activate
  public SvtAv1Encoders(Config config, @Reference Ffmpeg ffmpeg) {
    this.config = config;
    encoders = new SoftwareEncoders(EncoderKind.SVT_AV1, ffmpeg);
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

package io.oriel.testkit.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Codec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/// Encoders that write [io.oriel.testkit.TestBitstream], whatever codec is asked for.
@Component(service = EncoderProvider.class)
@BackendId(TestDisplays.ID)
public final class TestEncoders implements EncoderProvider {
  @Override
  public List<FormatSupport> accepts(Codec codec, HostFacts facts) {
    return List.of(FormatSupport.host(Fourcc.XRGB8888));
  }

  @Override
  public boolean invalidates(Codec codec, HostFacts facts) {
    return true;
  }

  @Override
  public Assessment assess(EncoderRequest request, HostFacts facts) {
    if (request.memory() != MemoryKind.HOST || request.input().fourcc() != Fourcc.XRGB8888) {
      return new Assessment.Unfit(
          Assessment.Reason.UNSUPPORTED_REQUEST,
          "the test kit encodes B G R x in ordinary memory only");
    }
    return new Assessment.Fit(
        TestDisplays.LOWEST_QUALITY,
        Duration.ZERO,
        List.of("writes a test format that no client can show"));
  }

  @Override
  public Encoder open(EncoderRequest request, StageHealth health) {
    return new TestEncoder(request);
  }
}

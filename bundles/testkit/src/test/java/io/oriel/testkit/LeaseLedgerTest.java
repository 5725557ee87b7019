package io.oriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.VideoFormat;
import org.junit.jupiter.api.Test;

class LeaseLedgerTest {
  private final LeaseLedger ledger = new LeaseLedger();

  @Test
  void a_lease_given_back_once_is_fine() {
    ledger.track(new Nothing()).release();

    ledger.check();
    assertThat(ledger.open()).isZero();
  }

  @Test
  void a_second_release_shows_both_places() {
    Frame frame = ledger.track(new Nothing());
    frame.release();

    assertThatThrownBy(frame::release)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("release() after the last release")
        .hasRootCauseMessage("frame 7 was released here");
    assertThatThrownBy(ledger::check).hasMessageContaining("1 misused");
  }

  @Test
  void a_lease_not_given_back_shows_where_it_was_taken() {
    ledger.track(new Nothing());

    assertThatThrownBy(ledger::check)
        .hasMessageContaining("1 leases not released")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("frame 7 was taken here"));
  }

  @Test
  void use_after_release_is_told() {
    Frame frame = ledger.track(new Nothing());
    frame.release();

    assertThatThrownBy(frame::captureNanos).hasMessageContaining("captureNanos()");
  }

  private static final class Nothing implements Frame {
    @Override
    public long sequence() {
      return 7;
    }

    @Override
    public long captureNanos() {
      return 0;
    }

    @Override
    public long readyNanos() {
      return 0;
    }

    @Override
    public VideoFormat format() {
      return null;
    }

    @Override
    public MemoryKind memory() {
      return MemoryKind.HOST;
    }

    @Override
    public long bufferId() {
      return 1;
    }

    @Override
    public int planeCount() {
      return 0;
    }

    @Override
    public int planeStride(int plane) {
      return 0;
    }

    @Override
    public void release() {}
  }
}

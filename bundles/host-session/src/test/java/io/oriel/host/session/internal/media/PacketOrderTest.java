package io.oriel.host.session.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacketOrderTest {
  private final PacketOrder order = new PacketOrder(5);

  @Test
  void packets_in_order_miss_nothing_also_where_the_number_wraps() {
    for (int number = -3; number < 3; number++) {
      assertThat(order.missingBefore(number)).isZero();
    }
  }

  @Test
  void what_is_missing_is_counted_up_to_the_most() {
    order.missingBefore(10);

    assertThat(order.missingBefore(13)).isEqualTo(2);
    assertThat(order.missingBefore(19)).isEqualTo(5);
    assertThat(order.missingBefore(26)).as("six: begins anew").isZero();
    assertThat(order.missingBefore(27)).isZero();
  }

  @Test
  void late_packets_and_doubles_have_passed() {
    order.missingBefore(10);
    order.missingBefore(12);

    assertThat(order.missingBefore(11)).isEqualTo(PacketOrder.PASSED);
    assertThat(order.missingBefore(12)).isEqualTo(PacketOrder.PASSED);
    assertThat(order.missingBefore(13)).isZero();
  }

  @Test
  void a_client_may_begin_anew_with_any_number() {
    order.missingBefore(1_000_000);

    assertThat(order.missingBefore(0)).isZero();
    assertThat(order.missingBefore(1)).isZero();
    assertThat(order.missingBefore(Integer.MIN_VALUE)).isZero();
  }
}

package io.oriel.media.wire.internal.nat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Internet addresses as the kernel writes them; ports and addresses are big-endian, the rest is
/// in the machine's order.
///
/// ```
/// struct sockaddr_in  { u16 family; u16 port; u8 addr[4]; u8 zero[8]; }               16 bytes
/// struct sockaddr_in6 { u16 family; u16 port; u32 flow; u8 addr[16]; u32 scope; }     28 bytes
/// ```
public final class SocketAddresses {
  static final int LONGEST = 28;

  private SocketAddresses() {}

  /// The address for a socket of one family.
  ///
  /// @param six of an IPv6 socket: an IPv4 address is written as `::ffff:a.b.c.d`
  public static byte[] encode(InetSocketAddress address, boolean six) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("unresolved address " + address);
    }
    var bytes = ByteBuffer.allocate(six ? LONGEST : 16).order(ByteOrder.nativeOrder());
    bytes.putShort((short) (six ? Inet.AF_INET6 : Inet.AF_INET));
    bytes.put((byte) (address.getPort() >> 8)).put((byte) address.getPort());
    if (six) {
      bytes.putInt(0).put(sixteen(address.getAddress()));
      bytes.putInt(address.getAddress() instanceof Inet6Address a ? a.getScopeId() : 0);
    } else {
      bytes.put(four(address.getAddress()));
    }
    return bytes.array();
  }

  /// Four bytes of an IPv4 address.
  static byte[] four(InetAddress address) {
    if (!(address instanceof Inet4Address)) {
      throw new IllegalArgumentException(
          address.getHostAddress() + " cannot be reached from an IPv4 socket; bind it to ::");
    }
    return address.getAddress();
  }

  /// Sixteen bytes of any address.
  static byte[] sixteen(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 16) {
      return bytes;
    }
    byte[] mapped = new byte[16];
    Arrays.fill(mapped, 10, 12, (byte) 0xff);
    System.arraycopy(bytes, 0, mapped, 12, 4);
    return mapped;
  }

  static InetSocketAddress decode(MemorySegment address) {
    boolean six = address.get(ValueLayout.JAVA_SHORT, 0) == Inet.AF_INET6;
    byte[] bytes = new byte[six ? 16 : 4];
    MemorySegment.copy(address, ValueLayout.JAVA_BYTE, six ? 8 : 4, bytes, 0, bytes.length);
    int high = address.get(ValueLayout.JAVA_BYTE, 2) & 0xff;
    int port = high << 8 | address.get(ValueLayout.JAVA_BYTE, 3) & 0xff;
    try {
      InetAddress plain = InetAddress.getByAddress(bytes); // mapped ones become IPv4 here
      int scope = six ? address.get(ValueLayout.JAVA_INT, 24) : 0;
      return new InetSocketAddress(
          scope != 0 && plain instanceof Inet6Address
              ? Inet6Address.getByAddress(null, bytes, scope)
              : plain,
          port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // only for wrong lengths
    }
  }
}

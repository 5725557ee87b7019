/// Media packets of the native protocol, both generations, both ways, without sockets or threads
/// (punktfunk protocol notes §13 to 16).
///
/// ```
/// var parameters =
///     StreamParameters.of(Generation.V2, 1408, StreamParameters.maxFrameBytes(2_000_000, 240))
///         .withPercent(20);
/// var keys = KeysV2.of(CipherSuite.AES_128_GCM, exported, Sender.HOST);
///
/// // host, its sending thread
/// var packetizer = new Packetizer(parameters, keys);
/// int count = packetizer.build(bitstream, length, frame, ptsNanos, FrameFlags.PICTURE);
/// for (int sent = 0; sent < count; ) {
///   int next = Math.min(sent + 64, count);
///   packetizer.prepare(next);
///   for (; sent < next; sent++) {
///     batch.add(packetizer.bytes(), packetizer.offset(sent), packetizer.datagramBytes());
///   }
///   ... // send the batch, clear it
/// }
///
/// // client, its receive thread
/// var reassembler =
///     new Reassembler(parameters, keys, frame -> decode(frame.bytes(), frame.length()));
/// reassembler.datagram(bytes, 0, length, System.nanoTime());
/// ... // reassembler.statistics().unrecoveredFrames()
/// ```
@Export
@Version("0.1.0")
package io.oriel.wire.punktfunk;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

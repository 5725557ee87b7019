/// ENet 1.3, the part a control connection needs: [EnetHost] and its [EnetPeer]s, without sockets.
@Export
@Version("0.1.0")
package io.oriel.wire.gamestream.enet;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

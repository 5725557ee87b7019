/// WebTransport over HTTP/3: a server for browsers and the certificates they pin.
@Export
@Version("0.1.0")
package io.oriel.media.webtransport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

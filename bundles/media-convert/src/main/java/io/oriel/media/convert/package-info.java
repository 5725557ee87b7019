/// Colour conversion of captured pictures, RGB to YUV 4:2:0.
@Export
@Version("0.1.0")
package io.oriel.media.convert;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

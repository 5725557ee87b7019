/// Colour conversion of captured pictures, RGB to YUV of 8 or 10 bits, 4:2:0 or 4:4:4.
@Export
@Version("0.1.0")
package io.oriel.media.convert;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/// PipeWire's parameters ("plain old data", `spa/pod/pod.h`): values, writer and reader.
@Export
@Version("0.1.0")
package io.oriel.media.pipewire.pod;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

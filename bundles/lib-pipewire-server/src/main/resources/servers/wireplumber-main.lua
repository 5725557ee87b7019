-- WirePlumber 0.4. Oriel's own PipeWire knows no hardware and no session bus.
alsa_monitor.enabled = false
v4l2_monitor.enabled = false
libcamera_monitor.enabled = false
default_access.properties["enable-flatpak-portal"] = false

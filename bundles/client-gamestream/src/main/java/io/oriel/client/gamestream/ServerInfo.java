package io.oriel.client.gamestream;

/// What a host says about itself (GameStream protocol notes §1.5).
///
/// @param codecModes the bit mask `ServerCodecModeSupport`
/// @param paired only ever true over HTTPS
/// @param currentGame id of the application that runs for this client; 0: none. Believed only while
///     busy
public record ServerInfo(
    String hostName,
    String uniqueId,
    String appVersion,
    int httpsPort,
    long codecModes,
    long maxLumaPixelsHevc,
    boolean paired,
    boolean busy,
    int currentGame) {}

package io.oriel.api.media;

/// Static HDR metadata: the mastering display (SMPTE ST 2086) and the content's light levels
/// (CTA-861.3).
///
/// Chromaticities are CIE 1931 coordinates × 50 000.
///
/// @param maxLuminanceNits peak of the mastering display, cd/m²
/// @param minLuminance10000 floor of the mastering display, cd/m² × 10 000
/// @param maxCllNits brightest pixel, cd/m²; 0: unknown
/// @param maxFallNits brightest frame average, cd/m²; 0: unknown
public record HdrMetadata(
    int redX,
    int redY,
    int greenX,
    int greenY,
    int blueX,
    int blueY,
    int whiteX,
    int whiteY,
    int maxLuminanceNits,
    int minLuminance10000,
    int maxCllNits,
    int maxFallNits) {}

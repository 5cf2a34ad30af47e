package dev.lifeboat.source.volume;

import dev.lifeboat.source.CapturedStream;
import java.time.Instant;

/**
 * A volume that was read.
 *
 * @param consistency what kept writers away in the end
 * @param moment when reading began
 */
record CapturedVolume(
    PlannedVolume planned,
    CapturedStream stream,
    VolumeContent content,
    VolumeConsistency consistency,
    Instant moment) {}

package dev.lifeboat.source;

/** A captured stream and the name that it got in the end. */
public record NamedStream(StreamName name, CapturedStream stream) {}

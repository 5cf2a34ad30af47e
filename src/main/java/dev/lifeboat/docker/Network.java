package dev.lifeboat.docker;

/** A network as the engine has it. */
public record Network(String id, String name) {}

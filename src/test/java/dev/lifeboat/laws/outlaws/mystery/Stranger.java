package dev.lifeboat.laws.outlaws.mystery;

/** In a package that nobody entered anywhere. */
interface Stranger {}

package dev.lifeboat.laws.outlaws;

import dev.lifeboat.laws.outlaws.storage.s3.Bucket;

/** Beside App, where implementations may be named: keeps every law, as each class of this name. */
record Lawful(Bucket bucket) {}

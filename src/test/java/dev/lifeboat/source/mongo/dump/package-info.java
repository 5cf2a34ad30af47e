@NullMarked
package dev.lifeboat.source.mongo.dump;

import org.jspecify.annotations.NullMarked;

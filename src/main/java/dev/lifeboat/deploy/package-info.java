/**
 * A deployment with a way back: a verified backup first, then somebody's command, then a look
 * whether all is well, and if it isn't, the data and images of before. Nothing here prints.
 */
@NullMarked
package dev.lifeboat.deploy;

import org.jspecify.annotations.NullMarked;

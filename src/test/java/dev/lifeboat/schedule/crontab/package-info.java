@NullMarked
package dev.lifeboat.schedule.crontab;

import org.jspecify.annotations.NullMarked;

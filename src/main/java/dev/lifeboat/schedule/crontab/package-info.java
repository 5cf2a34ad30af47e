/** What people's crontabs say, what is wrong with them, and the jobs that take their place. */
@NullMarked
package dev.lifeboat.schedule.crontab;

import org.jspecify.annotations.NullMarked;

/** The daemon as a service of systemd: its unit, its account, and what both may reach. */
@NullMarked
package dev.lifeboat.service;

import org.jspecify.annotations.NullMarked;

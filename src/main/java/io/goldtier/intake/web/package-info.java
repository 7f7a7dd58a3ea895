/** The origin <i>web</i>: pages that are watched, and what has changed on them. */
package io.goldtier.intake.web;

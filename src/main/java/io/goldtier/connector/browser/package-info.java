/** Browser work: what {@code playwright:} is told of effects, secrets, files, pictures and settings. */
package io.goldtier.connector.browser;

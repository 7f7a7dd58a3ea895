/** The console: pages drawn on the server, and the events that keep them current. */
package io.goldtier.web.pages;

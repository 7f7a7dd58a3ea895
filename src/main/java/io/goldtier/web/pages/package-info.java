/** The console: pages drawn on the server. */
package io.goldtier.web.pages;

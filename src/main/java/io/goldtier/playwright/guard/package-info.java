/** Which hosts a browser may reach, and the way out that holds it to that. */
package io.goldtier.playwright.guard;

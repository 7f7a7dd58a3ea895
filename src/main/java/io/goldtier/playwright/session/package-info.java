/** Sessions that are kept from one call to the next, encrypted. */
package io.goldtier.playwright.session;

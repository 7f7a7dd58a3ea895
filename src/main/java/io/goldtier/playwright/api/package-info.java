/** What whoever calls a browser has to know: troubles, who is asked before anything acts, where secrets come from. */
package io.goldtier.playwright.api;

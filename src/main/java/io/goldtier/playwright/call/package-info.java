/** What is asked of a page: the operation, its form or what is wanted, each checked before a browser is touched. */
package io.goldtier.playwright.call;

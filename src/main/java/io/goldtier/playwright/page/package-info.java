/** What is done with a page: opening it, filling it in, reading it, taking its picture. */
package io.goldtier.playwright.page;

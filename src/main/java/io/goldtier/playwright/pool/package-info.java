/** Worker threads that each own one browser, and the processes behind them. */
package io.goldtier.playwright.pool;

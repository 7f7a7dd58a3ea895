/**
 * {@code playwright:}, a Camel component that fills in forms, reads pages and takes pictures of them in real browsers.
 *
 * <p>It knows nothing of this project: whoever uses it says by an {@link io.goldtier.playwright.api.ActionListener} what happens
 * before it acts, and by a {@link io.goldtier.playwright.api.ValueSource} where secrets and files come from.
 */
package io.goldtier.playwright;

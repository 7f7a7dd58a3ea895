/** Where other platforms post what has happened there; each post is guarded by its signature. */
package io.goldtier.web.webhook;

/** Who may come in: host, token, cookie and the size of a request. */
package io.goldtier.web.security;

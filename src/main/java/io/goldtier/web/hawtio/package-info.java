/** hawtio and Jolokia, behind the same token, with what they may do. */
package io.goldtier.web.hawtio;

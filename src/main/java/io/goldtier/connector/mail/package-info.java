/** Mail that we send: the server's settings and the connection to it. */
package io.goldtier.connector.mail;

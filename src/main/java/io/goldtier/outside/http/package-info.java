/** Systems that speak HTTP: requests, credentials, and what an answer means. */
package io.goldtier.outside.http;

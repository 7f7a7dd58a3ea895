/** How requests to X show who we are. */
package io.goldtier.connector.social.x;

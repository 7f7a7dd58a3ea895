/** Routes and their steps as JMX shows them: described once for each class, counted once for each step. */
package io.goldtier.route.managed;

/** Health checks of the outside systems and the data model's server entities. */
package io.goldtier.outside.health;

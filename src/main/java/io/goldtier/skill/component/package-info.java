/** The Camel component {@code skill:} and the template language of its routes. */
package io.goldtier.skill.component;

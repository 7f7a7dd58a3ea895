/** What a skill knows of its outside system: card, state, quota and the dry run. */
package io.goldtier.skill.system;

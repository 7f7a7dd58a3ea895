/** What came by mailboxes and messengers, each once. */
package io.goldtier.trigger.letter;

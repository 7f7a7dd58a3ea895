/** The agent that is a client: who holds a loop, what it has decided, and how the loop carries that out. */
package io.goldtier.agent.client;

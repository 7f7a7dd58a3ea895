/** The agent that asks a model: what it is told, what it may answer, what that costs, and what is kept of it. */
package io.goldtier.agent.model;

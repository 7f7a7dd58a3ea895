package io.goldtier.agent;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of agents.
 *
 * @param name which one works on what no rule gives to another
 */
@ConfigurationProperties("goldtier.agent")
record AgentSettings(@DefaultValue("builtin") String name) {}

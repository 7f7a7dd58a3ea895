package io.goldtier.report.briefing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How briefings reach the owner ({@code goldtier.briefing}).
 *
 * @param mail whether each is also sent by mail to {@code goldtier.smtp.owner}
 */
@ConfigurationProperties("goldtier.briefing")
record BriefingSettings(@DefaultValue("false") boolean mail) {}

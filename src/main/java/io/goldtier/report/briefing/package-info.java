/** The weekly CEO briefing: when it is written, how it is kept, and its forms. */
package io.goldtier.report.briefing;

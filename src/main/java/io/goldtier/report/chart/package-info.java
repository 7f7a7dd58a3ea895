/** Charts drawn on the server as SVG: they need no script, follow the colours of the page and print as they are. */
package io.goldtier.report.chart;

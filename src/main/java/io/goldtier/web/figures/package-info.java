/** The pages of figures: briefings, charts, and skills to try. */
package io.goldtier.web.figures;

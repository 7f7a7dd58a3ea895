/** The rules of engagement that the business owner writes: one reader of {@code Company_Handbook.md} for all. */
package io.goldtier.handbook;

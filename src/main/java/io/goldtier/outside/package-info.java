/**
 * Outside systems: each is a card in {@code routes/connectors/}, called through {@code outside:NAME}.
 *
 * <p>From the card follow its health, its place in {@code /api/servers}, its quota and pace, how a refusal is understood,
 * what a dry run records and what is masked. Nothing about a particular system is written here.
 */
package io.goldtier.outside;

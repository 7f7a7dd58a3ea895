/**
 * A human decides: the rules that say what may go by itself, requests for approval, and decisions, of which the first
 * one counts, however it is given.
 */
package io.goldtier.approval;

/**
 * What people see and hear: rows that are written in the same commit as the state that they show, and carried out later,
 * again and again until they are done, by workers of their own. So a commit waits for no file, and no crash, full disk or
 * folder that is away loses a plan, a move or an alert.
 */
package io.goldtier.outbox;

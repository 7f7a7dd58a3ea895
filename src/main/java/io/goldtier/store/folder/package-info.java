/** The data folder: one process for it, one data folder for a vault, and files that nobody else may read. */
package io.goldtier.store.folder;

/**
 * The Markdown vault: its folders, notes with front matter, atomic writes and moves that overwrite nothing.
 *
 * <p>The vault shows; the database decides. So moves and the pictures of state need not survive a power cut: they are
 * done again at the next start.
 */
package io.goldtier.vault;

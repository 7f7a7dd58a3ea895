/** Commands for who writes route files: a file to begin with, and what a rule reads from a text. */
package io.goldtier.cli.author;

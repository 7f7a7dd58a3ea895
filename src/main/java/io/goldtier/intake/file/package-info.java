/** The origin <i>vault file</i>: files are taken from {@code Needs_Action/}, finished, given back or refused. */
package io.goldtier.intake.file;

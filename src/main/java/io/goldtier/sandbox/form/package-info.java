/** A page with a form to try browser work on. */
package io.goldtier.sandbox.form;

/** How requests are answered: replies, problems as sentences, and what is said before any controller is reached. */
package io.goldtier.web.answer;

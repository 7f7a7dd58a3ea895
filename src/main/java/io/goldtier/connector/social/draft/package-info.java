/** Posts that the assistant drafts of what was done: the text for each platform, and the work that waits for a person. */
package io.goldtier.connector.social.draft;

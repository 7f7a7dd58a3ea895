/** Work as people read it: the list of what is going on, the story of a task, what was thought about it. */
package io.goldtier.web.work;

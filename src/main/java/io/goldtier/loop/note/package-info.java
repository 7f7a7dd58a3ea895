/** What people see of a loop: plan, task and client notes. */
package io.goldtier.loop.note;

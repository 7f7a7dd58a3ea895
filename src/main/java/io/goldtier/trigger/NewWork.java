package io.goldtier.trigger;

/**
 * A trigger on its way in.
 *
 * @param trigger what to do; its status is {@code pending}
 * @param contentKey what a second copy of the same work has in common with the first
 * @param taskFile the claimed file's path inside the vault, such as {@code In_Progress/task.md}; null when there is none
 * @param sender who asks for it
 */
public record NewWork(Trigger trigger, String contentKey, String taskFile, Sender sender) {}

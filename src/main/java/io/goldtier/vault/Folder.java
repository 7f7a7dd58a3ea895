package io.goldtier.vault;

/** The folders of the vault. */
public enum Folder {
    /** Where people and watchers put work. */
    NEEDS_ACTION("Needs_Action"),
    /** What has been taken and is being worked on. */
    IN_PROGRESS("In_Progress"),
    /** What a person must look at. */
    INBOX("Inbox"),
    /** A plan for each trigger. */
    PLANS("Plans"),
    /** What waits for a person's yes or no. */
    PENDING_APPROVAL("Pending_Approval"),
    /** Where a person moves what may be done. */
    APPROVED("Approved"),
    /** Where a person moves what must not be done. */
    REJECTED("Rejected"),
    /** What is finished. */
    DONE("Done"),
    /** A note for each client, with the work for it. */
    CLIENTS("Clients"),
    /** What came with messages, a folder for each. */
    ATTACHMENTS("Attachments"),
    /** Weekly reports. */
    BRIEFINGS("Briefings"),
    /** The append-only logs. */
    LOGS("Logs");

    private final String folderName;

    Folder(String folderName) {
        this.folderName = folderName;
    }

    /** The folder's name inside the vault. */
    public String folderName() {
        return folderName;
    }
}

package io.goldtier.vault;

/** The folders of the vault. */
public enum Folder {
    /** Where people and watchers put work. */
    NEEDS_ACTION("Needs_Action", true),
    /** What has been taken and is being worked on. */
    IN_PROGRESS("In_Progress", true),
    /** What a person must look at. */
    INBOX("Inbox", true),
    /** A plan for each trigger. */
    PLANS("Plans", false),
    /** What waits for a person's yes or no. */
    PENDING_APPROVAL("Pending_Approval", false),
    /** Where a person moves what may be done. */
    APPROVED("Approved", false),
    /** Where a person moves what must not be done. */
    REJECTED("Rejected", false),
    /** What is finished. */
    DONE("Done", true),
    /** A note for each client, with the work for it. */
    CLIENTS("Clients", false),
    /** What came with messages, a folder for each. */
    ATTACHMENTS("Attachments", true),
    /** Weekly reports. */
    BRIEFINGS("Briefings", true),
    /** The append-only logs. */
    LOGS("Logs", false);

    private final String folderName;
    private final boolean forDocuments;

    Folder(String folderName, boolean forDocuments) {
        this.folderName = folderName;
        this.forDocuments = forDocuments;
    }

    /** The folder's name inside the vault. */
    public String folderName() {
        return folderName;
    }

    /** True when documents of people lie in it, which may go with mails and posts; in the others are the assistant's own notes. */
    boolean isForDocuments() {
        return forDocuments;
    }
}

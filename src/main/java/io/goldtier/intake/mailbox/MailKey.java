package io.goldtier.intake.mailbox;

import io.goldtier.json.Digest;

/**
 * What a mail is known by: where the receiving server keeps it. The Message-ID is chosen by the sender, who could give a mail
 * the id of another to make that vanish.
 *
 * @param account the mailbox's name in the settings
 * @param folder the folder
 * @param validity the folder's UIDVALIDITY
 * @param uid the number in it
 */
record MailKey(String account, String folder, long validity, long uid) {

    private static final int DIGITS = 16;

    static MailKey of(String key) {
        String[] parts = key.split("/");
        int end = parts.length;
        String account = parts[0];
        String folder = key.substring(
                account.length() + 1, key.length() - parts[end - 1].length() - parts[end - 2].length() - 2);
        return new MailKey(account, folder, Long.parseLong(parts[end - 2]), Long.parseLong(parts[end - 1]));
    }

    String text() {
        return account + "/" + folder + "/" + validity + "/" + uid;
    }

    /** The name of its note. */
    String name() {
        return "EMAIL_" + Digest.sha256(text()).substring(0, DIGITS);
    }
}

package io.goldtier.intake.mailbox;

import io.goldtier.store.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a folder of a mailbox has been read.
 *
 * @param validity the folder's UIDVALIDITY: when the server gives it another, all numbers are new
 * @param next the lowest number that was not read yet
 * @param since when it was read last
 */
record Place(long validity, long next, Instant since) {

    static Optional<Place> of(Tx tx, String account, String folder) {
        return tx.first(
                "SELECT * FROM mailbox_places WHERE account = ? AND folder = ?",
                row -> new Place(row.longInt("uidvalidity"), row.longInt("next_uid"), row.instant("since")),
                account,
                folder);
    }

    void keep(Tx tx, String account, String folder) {
        tx.update(
                "INSERT INTO mailbox_places (account, folder, uidvalidity, next_uid, since) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (account, folder) DO UPDATE SET uidvalidity = excluded.uidvalidity,"
                        + " next_uid = excluded.next_uid, since = excluded.since",
                account,
                folder,
                validity,
                next,
                since);
    }
}

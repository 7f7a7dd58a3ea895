package io.goldtier.connector.mail;

import io.goldtier.json.Cut;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a mail server's refusal means. A reply code from 400 on, to whichever command, says that the server is not
 * responsible for the mail (RFC 5321, 4.2.5 and 6.1); a connection that ends before a code came says nothing.
 *
 * @param taken the recipients for whom it was taken
 * @param notTaken those for whom it was not
 * @param code the reply code, or -1 when there was none
 * @param sentence what the server said
 * @param cause what was thrown
 */
record SmtpRefusal(List<Address> taken, List<Address> notTaken, int code, String sentence, MessagingException cause) {

    private static final int LONGEST = 300;

    static SmtpRefusal in(MessagingException thrown) {
        List<Address> taken = new ArrayList<>();
        List<Address> notTaken = new ArrayList<>();
        int code = -1;
        String sentence = thrown.getMessage();
        if (thrown instanceof SendFailedException failed) {
            add(taken, failed.getValidSentAddresses());
            add(notTaken, failed.getInvalidAddresses());
            add(notTaken, failed.getValidUnsentAddresses());
        }
        for (Exception each = thrown; each instanceof MessagingException link; each = link.getNextException()) {
            int its = code(link);
            if (its >= 400) {
                code = its;
                sentence = link.getMessage();
            }
        }
        return new SmtpRefusal(taken, notTaken, code, Cut.line(LONGEST, String.valueOf(sentence)), thrown);
    }

    private static int code(MessagingException link) {
        if (link instanceof SMTPSendFailedException refused) {
            return refused.getReturnCode();
        }
        if (link instanceof SMTPAddressFailedException refused) {
            return refused.getReturnCode();
        }
        return link instanceof SMTPSenderFailedException refused ? refused.getReturnCode() : -1;
    }

    private static void add(List<Address> all, Address[] more) {
        if (more != null) {
            all.addAll(List.of(more));
        }
    }

    /** The trouble, when nobody got it as far as is known. */
    OutsideException trouble() {
        if (code >= 500) {
            return new OutsideException(Kind.PERMANENT, "smtp", "The mail server refuses the mail: " + sentence)
                    .answered();
        }
        if (code >= 400) {
            return new OutsideException(Kind.TRANSIENT, "smtp", "The mail server cannot take the mail now: " + sentence)
                    .answered();
        }
        return new OutsideException(
                Kind.IN_DOUBT,
                "smtp",
                "The connection to the mail server ended before it said whether it took the mail: " + sentence,
                null,
                cause);
    }
}

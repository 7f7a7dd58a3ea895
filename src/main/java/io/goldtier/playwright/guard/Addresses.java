package io.goldtier.playwright.guard;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses are not of the public internet: this machine, private networks, and what the IANA special-purpose
 * registries (RFC 6890) call not globally reachable. Nothing that comes from outside may lead us to one of these: no page, and
 * no address in a message.
 */
public final class Addresses {

    private Addresses() {}

    /** True when an address is one of this machine, of a private network, or otherwise not public. */
    public static boolean isPrivate(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? isSpecial(bytes) : isSpecial6(bytes);
    }

    private static boolean isSpecial(byte[] a) {
        int first = a[0] & 255;
        int second = a[1] & 255;
        int third = a[2] & 255;
        return first == 0
                || first == 100 && second >= 64 && second < 128
                || first == 192 && second == 0 && (third == 0 || third == 2)
                || first == 192 && second == 88 && third == 99
                || first == 198 && (second == 18 || second == 19)
                || first == 198 && second == 51 && third == 100
                || first == 203 && second == 0 && third == 113
                || first >= 240;
    }

    private static boolean isSpecial6(byte[] a) {
        int first = (a[0] & 255) << 8 | a[1] & 255;
        int second = (a[2] & 255) << 8 | a[3] & 255;
        if ((first & 0xfe00) == 0xfc00 || first == 0x0100 || first == 0x5f00) {
            return true;
        }
        if (first == 0x2001 && (second < 0x0200 || second == 0x0db8) || first == 0x3fff) {
            return true;
        }
        // An address of the other kind that is wrapped up in this one is reached through a translator
        if (first == 0x2002) {
            return isPrivate4(a, 2);
        }
        boolean translated = first == 0x0064 && second == 0xff9b;
        return (translated || first == 0) && isPrivate4(a, 12);
    }

    private static boolean isPrivate4(byte[] a, int from) {
        try {
            return isPrivate(InetAddress.getByAddress(Arrays.copyOfRange(a, from, from + 4)));
        } catch (java.net.UnknownHostException e) {
            return true;
        }
    }
}

package io.goldtier.playwright.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a name. */
@FunctionalInterface
public interface Resolver {

    /** The one of this machine. */
    Resolver SYSTEM = InetAddress::getAllByName;

    /**
     * The addresses of a name, or the one that an address in letters stands for.
     *
     * @throws UnknownHostException when it has none
     */
    InetAddress[] resolve(String name) throws UnknownHostException;
}

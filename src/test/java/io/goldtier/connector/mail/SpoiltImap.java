package io.goldtier.connector.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that takes copies over IMAP, and can be made to refuse them or to hang up around that. */
final class SpoiltImap implements AutoCloseable {

    /** What goes wrong. */
    enum Spoil {
        NOTHING,
        REFUSE,
        CUT_BEFORE_TAKEN,
        CUT_AFTER_TAKEN,
        RESET_AFTER_ANSWER
    }

    private final ServerSocket server;
    private final Spoil spoil;
    private final List<String> copies = new CopyOnWriteArrayList<>();

    SpoiltImap(Spoil spoil) throws IOException {
        this.spoil = spoil;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::listen, "spoilt-imap");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The mails that it has taken. */
    List<String> copies() {
        return copies;
    }

    private void listen() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                serve(socket);
            } catch (IOException e) {
                continue;
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream();
        say(out, "* OK [CAPABILITY IMAP4rev1] spoilt");
        for (String line; (line = in.readLine()) != null; ) {
            String tag = line.substring(0, line.indexOf(' '));
            String command = line.substring(tag.length() + 1).toUpperCase(Locale.ROOT);
            if (command.startsWith("CAPABILITY")) {
                say(out, "* CAPABILITY IMAP4rev1");
            } else if (command.startsWith("LIST")) {
                say(out, "* LIST () \"/\" Sent");
            } else if (command.startsWith("APPEND") && !append(in, out, command)) {
                return;
            }
            boolean refused = command.startsWith("APPEND") && spoil == Spoil.REFUSE;
            say(out, tag + (refused ? " NO the mailbox is full" : " OK done"));
            if (command.startsWith("APPEND") && spoil == Spoil.RESET_AFTER_ANSWER) {
                // The next thing that is said to it fails
                socket.setSoLinger(true, 0);
                return;
            }
        }
    }

    /** False when it hangs up in place of an answer. */
    private boolean append(BufferedReader in, OutputStream out, String command) throws IOException {
        say(out, "+ go on");
        int length = Integer.parseInt(command.replaceAll("(?s).*\\{(\\d+)\\+?}.*", "$1"));
        char[] mail = new char[length];
        for (int read = 0; read < length; ) {
            int more = in.read(mail, read, length - read);
            if (more < 0) {
                return false;
            }
            read += more;
        }
        in.readLine();
        if (spoil == Spoil.CUT_BEFORE_TAKEN) {
            return false;
        }
        if (spoil != Spoil.REFUSE) {
            copies.add(new String(mail));
        }
        return spoil != Spoil.CUT_AFTER_TAKEN;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

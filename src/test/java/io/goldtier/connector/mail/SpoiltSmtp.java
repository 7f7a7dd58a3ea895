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
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that can be made to refuse, to stall or to hang up at each of its answers. */
final class SpoiltSmtp implements AutoCloseable {

    /** What goes wrong. */
    enum Spoil {
        NOTHING,
        CUT_AT_GREETING,
        REFUSE_SENDER,
        REFUSE_ONE,
        REFUSE_ALL,
        LATER,
        REFUSE_DATA,
        CUT_AFTER_DATA,
        REFUSE_AFTER_DATA,
        CUT_AFTER_TAKEN,
        RESET_AFTER_TAKEN
    }

    private final ServerSocket server;
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private volatile Spoil spoil = Spoil.NOTHING;

    SpoiltSmtp() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::listen, "spoilt-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    void spoil(Spoil next) {
        spoil = next;
    }

    /** The mails that it has taken. */
    List<String> mails() {
        return mails;
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
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream();
        if (spoil == Spoil.CUT_AT_GREETING) {
            return;
        }
        say(out, "220 spoilt");
        for (String line; (line = in.readLine()) != null; ) {
            String command = line.toUpperCase(java.util.Locale.ROOT);
            if (command.startsWith("QUIT")) {
                say(out, "221 bye");
                return;
            } else if (command.startsWith("MAIL") && spoil == Spoil.REFUSE_SENDER) {
                say(out, "550 not from you");
            } else if (command.startsWith("RCPT")
                    && (spoil == Spoil.REFUSE_ALL || spoil == Spoil.REFUSE_ONE && command.contains("NOBODY"))) {
                say(out, "550 no such user");
            } else if (command.startsWith("RCPT") && spoil == Spoil.LATER) {
                say(out, "451 come again");
            } else if (command.startsWith("DATA") && spoil == Spoil.REFUSE_DATA) {
                say(out, "554 no");
            } else if (command.startsWith("DATA")) {
                say(out, "354 go on");
                if (!data(in, out)) {
                    return;
                }
                if (spoil == Spoil.RESET_AFTER_TAKEN) {
                    // The next thing that is said to it fails
                    socket.setSoLinger(true, 0);
                    return;
                }
            } else {
                say(out, "250 ok");
            }
        }
    }

    private boolean data(BufferedReader in, OutputStream out) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line; (line = in.readLine()) != null && !line.equals("."); ) {
            mail.append(line).append('\n');
        }
        if (spoil == Spoil.CUT_AFTER_DATA) {
            return false;
        }
        if (spoil == Spoil.REFUSE_AFTER_DATA) {
            say(out, "552 too much");
            return true;
        }
        mails.add(mail.toString());
        if (spoil == Spoil.CUT_AFTER_TAKEN) {
            return false;
        }
        say(out, "250 taken");
        return true;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

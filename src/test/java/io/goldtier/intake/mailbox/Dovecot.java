package io.goldtier.intake.mailbox;

import static org.awaitility.Awaitility.await;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Debian's Dovecot as a process of its own, with a folder, users and a port of its own. It needs no rights: who is root runs
 * it as nobody.
 */
final class Dovecot implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");
    private static final String NOBODY = "nobody";
    private static final String PASSWORD = "secret-word";

    private final Path home;
    private final int port;
    private final Process process;
    private int delivered = 1_700_000_000;

    private final boolean isRoot = "root".equals(System.getProperty("user.name"));

    /** With these users and the password {@code secret-word}. */
    Dovecot(List<String> users) throws IOException {
        this(users, null);
    }

    /** The same, and whoever has a token that this address takes. */
    Dovecot(List<String> users, String introspection) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException("Dovecot is not installed; ./goldtier test --all installs it");
        }
        String self = isRoot ? NOBODY : System.getProperty("user.name");
        home = Files.createTempDirectory("dovecot");
        port = freePort();
        Files.writeString(home.resolve("users"), lines(users));
        String tokens = introspection == null ? "" : tokens(introspection);
        Files.writeString(home.resolve("dovecot.conf"), configuration(self) + tokens);
        try (Stream<Path> files = Files.walk(home)) {
            own(files.toList());
        }
        List<String> command = new ArrayList<>();
        if (isRoot) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=nogroup", "--clear-groups"));
        }
        command.addAll(List.of(
                PROGRAM.toString(), "-F", "-c", home.resolve("dovecot.conf").toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(home.toFile(), "out"))
                .start();
        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new IllegalStateException("Dovecot does not start: " + Files.readString(home.resolve("out")));
        }
    }

    /** Gives files to who runs it. */
    private void own(List<Path> files) throws IOException {
        if (isRoot) {
            var owner = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
            for (Path file : files) {
                Files.setOwner(file, owner);
            }
        }
    }

    private String tokens(String introspection) throws IOException {
        Files.writeString(home.resolve("oauth2.conf"), """
                introspection_mode = auth
                introspection_url = ADDRESS
                username_attribute = username
                active_attribute = active
                active_value = true
                """.replace("ADDRESS", introspection));
        return """
                auth_mechanisms = plain login xoauth2
                passdb {
                  driver = oauth2
                  mechanisms = xoauth2
                  args = HOME/oauth2.conf
                }
                """.replace("HOME", home.toString());
    }

    /** Puts mails that were read into a user's inbox, as another program delivers them: by writing files. */
    void deliver(String user, int count, String mail) throws IOException {
        Path box = home.resolve("mail").resolve(user);
        List<Path> folders = Stream.of("cur", "new", "tmp").map(box::resolve).toList();
        for (Path folder : folders) {
            Files.createDirectories(folder);
        }
        own(List.of(home.resolve("mail"), box));
        own(folders);
        for (int i = 0; i < count; i++) {
            String name = ++delivered + ".M.here:2,S";
            Path draft = box.resolve("tmp").resolve(name);
            Files.writeString(draft, mail);
            own(List.of(draft));
            Files.move(draft, box.resolve("cur").resolve(name));
        }
    }

    /** Deletes a folder and makes it again, with these mails: all of its numbers are new. */
    void remake(String user, String name, List<String> mails) throws MessagingException {
        try (Store store = open(user)) {
            Folder folder = store.getFolder(name);
            if (folder.exists()) {
                folder.delete(false);
            }
            folder.create(Folder.HOLDS_MESSAGES);
            folder.appendMessages(messages(mails));
        }
    }

    private static String lines(List<String> users) {
        StringBuilder lines = new StringBuilder();
        users.forEach(each -> lines.append(each).append(":{PLAIN}" + PASSWORD + "\n"));
        return lines.toString();
    }

    private String configuration(String self) {
        return """
                protocols = imap
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                log_path = HOME/log
                base_dir = HOME/run
                state_dir = HOME/state
                default_internal_user = SELF
                default_internal_group = GROUP
                default_login_user = SELF
                mail_location = maildir:HOME/mail/%u
                mail_home = HOME/mail/%u
                mail_max_userip_connections = 50
                first_valid_uid = 1
                last_valid_uid = 65535
                service anvil {
                  chroot =
                }
                service stats {
                  chroot =
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = PORT
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                passdb {
                  driver = passwd-file
                  mechanisms = plain login
                  args = username_format=%u HOME/users
                }
                userdb {
                  driver = static
                  args = uid=SELF gid=GROUP
                }
                """.replace("HOME", home.toString())
                .replace("PORT", String.valueOf(port))
                .replace("SELF", self)
                .replace("GROUP", self.equals(NOBODY) ? "nogroup" : self);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() == '*';
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Puts mails into a user's inbox. */
    void append(String user, List<String> mails) throws MessagingException {
        try (Store store = open(user)) {
            store.getFolder("INBOX").appendMessages(messages(mails));
        }
    }

    private static Message[] messages(List<String> mails) throws MessagingException {
        Message[] messages = new Message[mails.size()];
        for (int i = 0; i < messages.length; i++) {
            messages[i] =
                    new MimeMessage(null, new ByteArrayInputStream(mails.get(i).getBytes(StandardCharsets.UTF_8)));
        }
        return messages;
    }

    /** How many mails are in a user's folder, and how many of them are read. */
    int[] count(String user, String name) throws MessagingException {
        try (Store store = open(user)) {
            Folder folder = store.getFolder(name);
            if (!folder.exists()) {
                return new int[] {0, 0};
            }
            folder.open(Folder.READ_ONLY);
            int read = 0;
            for (Message each : folder.getMessages()) {
                read += each.isSet(Flags.Flag.SEEN) ? 1 : 0;
            }
            return new int[] {folder.getMessageCount(), read};
        }
    }

    private Store open(String user) throws MessagingException {
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", port, user, PASSWORD);
        return store;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

package io.goldtier.playwright;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and a certificate for hosts of a test, signed by nobody but itself. */
final class SecureSite {

    private static final String WORD = "changeit";

    private final SSLContext context;
    private final String key;

    private SecureSite(SSLContext context, String key) {
        this.context = context;
        this.key = key;
    }

    /** Makes them, with the JDK's own keytool. */
    static SecureSite of(String... hosts) throws IOException {
        Path folder = Files.createTempDirectory("site");
        Path store = folder.resolve("site.p12");
        try {
            make(store, hosts);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, WORD.toCharArray());
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, WORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            byte[] print = MessageDigest.getInstance("SHA-256")
                    .digest(keys.getCertificate("site").getPublicKey().getEncoded());
            return new SecureSite(context, Base64.getEncoder().encodeToString(print));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }

    private static void make(Path store, String... hosts) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "site",
                "-keyalg",
                "EC",
                "-dname",
                "CN=A site of a test",
                "-validity",
                "30",
                "-ext",
                Arrays.stream(hosts).map(host -> "dns:" + host).collect(Collectors.joining(",", "san=", "")),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                WORD);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (Stream<String> said = keytool.inputReader().lines()) {
            String all = said.collect(Collectors.joining("\n"));
            if (keytool.waitFor() != 0) {
                throw new IOException(all);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    SSLContext context() {
        return context;
    }

    /** The print of its key, by which a browser is told to trust it. */
    String key() {
        return key;
    }
}

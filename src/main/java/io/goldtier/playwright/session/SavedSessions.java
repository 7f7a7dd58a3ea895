package io.goldtier.playwright.session;

import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What browsers know of pages (cookies and local storage) under names, one file each, encrypted with AES-256-GCM under a key made
 * from a passphrase (PBKDF2 with HMAC-SHA256). The name is part of what is authenticated: no file can pass for another.
 */
public final class SavedSessions {

    private static final int ROUNDS = 210_000;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;

    private final Path folder;
    private final String passphrase;
    private final SecureRandom random = new SecureRandom();

    /**
     * Sessions in this folder.
     *
     * @param passphrase what the key is made from, or null: then none can be kept
     */
    public SavedSessions(Path folder, String passphrase) {
        this.folder = folder;
        this.passphrase = passphrase == null || passphrase.isBlank() ? null : passphrase;
    }

    /** What was kept under this name; empty when nothing was. */
    public Optional<String> load(String name) {
        requireKey();
        Path file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            byte[] all = Files.readAllBytes(file);
            if (all.length < SALT + NONCE) {
                throw unreadable(name, null);
            }
            byte[] salt = java.util.Arrays.copyOf(all, SALT);
            Cipher cipher =
                    cipher(Cipher.DECRYPT_MODE, name, salt, java.util.Arrays.copyOfRange(all, SALT, SALT + NONCE));
            byte[] text = cipher.doFinal(all, SALT + NONCE, all.length - SALT - NONCE);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(name, e);
        }
    }

    private static PlaywrightTrouble unreadable(String name, Exception cause) {
        return new PlaywrightTrouble(
                Kind.INVALID,
                "The saved session " + name
                        + " cannot be read with the key that is set: set the former key, or delete the"
                        + " session's file.",
                cause);
    }

    /** Keeps this under the name, in place of what was there. */
    public void save(String name, String state) {
        requireKey();
        try {
            byte[] salt = bytes(SALT);
            byte[] nonce = bytes(NONCE);
            byte[] text =
                    cipher(Cipher.ENCRYPT_MODE, name, salt, nonce).doFinal(state.getBytes(StandardCharsets.UTF_8));
            byte[] all = new byte[SALT + NONCE + text.length];
            System.arraycopy(salt, 0, all, 0, SALT);
            System.arraycopy(nonce, 0, all, SALT, NONCE);
            System.arraycopy(text, 0, all, SALT + NONCE, text.length);
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(
                    folder,
                    name,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, all);
            Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | GeneralSecurityException e) {
            throw new PlaywrightTrouble(Kind.INVALID, "The session " + name + " cannot be saved: " + e.getMessage(), e);
        }
    }

    private void requireKey() {
        if (passphrase == null) {
            throw new PlaywrightTrouble(
                    Kind.INVALID,
                    "session is set, but there is no key to keep sessions with: set one in the environment.");
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".session");
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private Cipher cipher(int mode, String name, byte[] salt, byte[] nonce) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray(), salt, ROUNDS, KEY_BITS);
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
